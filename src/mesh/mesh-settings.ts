import type { Json } from '../manifest/manifest';
import { hasField, objectIn, textIn, textsIn } from './json-field';

/** The settings of the mesh that decide where requests go. Everything else of MeshConfig is left out. */
export interface MeshSettings {
  /** The namespace whose Sidecar and DestinationRules are everyone's. @default 'istio-system' */
  readonly rootNamespace: string;
  /** What happens to calls that no listener or route claims. @default 'ALLOW_ANY' */
  readonly outboundTraffic: 'ALLOW_ANY' | 'REGISTRY_ONLY';
  /** Who sees Services without an export of their own. @default ['*'] */
  readonly serviceExport: readonly string[];
  /** Who sees VirtualServices without `exportTo`. @default ['*'] */
  readonly virtualServiceExport: readonly string[];
  /** Who sees DestinationRules without `exportTo`. @default ['*'] */
  readonly destinationRuleExport: readonly string[];
  /** The `istio` label of the gateway that serves Ingress objects. @default 'ingressgateway' */
  readonly ingressSelector: string;
  /** The class of the Ingress objects that the mesh serves. @default 'istio' */
  readonly ingressClass: string;
  /** Settings that this model cannot follow; every answer is then `unknown`. */
  readonly unmodelled: readonly string[];
}

/** Istio's defaults with the fields of a MeshConfig over them. */
export function meshSettings(meshConfig?: Json): MeshSettings {
  return {
    rootNamespace: textIn(meshConfig, 'rootNamespace') ?? 'istio-system',
    outboundTraffic:
      textIn(objectIn(meshConfig, 'outboundTrafficPolicy'), 'mode') === 'REGISTRY_ONLY'
        ? 'REGISTRY_ONLY'
        : 'ALLOW_ANY',
    serviceExport: exportOf(meshConfig, 'defaultServiceExportTo'),
    virtualServiceExport: exportOf(meshConfig, 'defaultVirtualServiceExportTo'),
    destinationRuleExport: exportOf(meshConfig, 'defaultDestinationRuleExportTo'),
    ingressSelector: textIn(meshConfig, 'ingressSelector') ?? 'ingressgateway',
    ingressClass: textIn(meshConfig, 'ingressClass') ?? 'istio',
    unmodelled: ['discoverySelectors', 'serviceSettings'].filter((field) =>
      hasField(meshConfig, field),
    ),
  };
}

function exportOf(meshConfig: Json | undefined, field: string): readonly string[] {
  const given = textsIn(meshConfig, field);
  return given.length > 0 ? given : ['*'];
}
