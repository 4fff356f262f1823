import type { JsonObject, Manifest } from '../manifest/manifest';
import { labelsIn, numberIn, objectIn, textIn, textsIn } from '../mesh/json-field';
import type { AutoscalerSettings, CanarySettings, ServiceSettings } from './canary-settings';
import { isUndecodable } from './undecodable';
import { flagIn, wholeIn } from './go-field';
import { readAnalysis } from './read-analysis';
import { objectKey } from './world';

/** What the controller takes for `spec.provider` where its flag `-mesh-provider` says nothing else. */
export const DEFAULT_PROVIDER = 'istio';

/**
 * A Canary as the controller decodes it; undefined for one that it cannot decode, because a counter
 * is not a whole number. The controller then never ticks it.
 */
export function readCanary(canary: Manifest, meshProvider: string): CanarySettings | undefined {
  const known = READ.get(canary);
  if (known?.meshProvider === meshProvider) return known.settings;
  const settings = isUndecodable(canary) ? undefined : decode(canary, meshProvider);
  READ.set(canary, { meshProvider, settings });
  return settings;
}

/** Manifests are never changed, so what was read once holds. */
const READ = new WeakMap<
  Manifest,
  { readonly meshProvider: string; readonly settings: CanarySettings | undefined }
>();

function decode(canary: Manifest, meshProvider: string): CanarySettings {
  const spec = objectIn(canary, 'spec');
  const service = objectIn(spec, 'service');
  const target = textIn(objectIn(spec, 'targetRef'), 'name') ?? '';
  const apex = textOr(textIn(service, 'name'), target);
  const namespace = canary.metadata.namespace ?? 'default';
  const ingress = textIn(objectIn(spec, 'ingressRef'), 'name') ?? '';
  return {
    name: canary.metadata.name,
    namespace,
    uid: textIn(canary.metadata, 'uid') ?? '',
    provider: textOr(textIn(spec, 'provider'), meshProvider),
    targetKind: textIn(objectIn(spec, 'targetRef'), 'kind') ?? '',
    names: {
      target,
      primary: `${target}-primary`,
      apex,
      primaryService: `${apex}-primary`,
      canaryService: `${apex}-canary`,
    },
    keys: {
      target: objectKey('Deployment', namespace, target),
      primary: objectKey('Deployment', namespace, `${target}-primary`),
      apexService: objectKey('Service', namespace, apex),
      primaryService: objectKey('Service', namespace, `${apex}-primary`),
      canaryService: objectKey('Service', namespace, `${apex}-canary`),
      virtualService: objectKey('VirtualService', namespace, apex),
      primaryRule: objectKey('DestinationRule', namespace, `${apex}-primary`),
      canaryRule: objectKey('DestinationRule', namespace, `${apex}-canary`),
      httpRoute: objectKey('HTTPRoute', namespace, apex),
      canaryIngress: objectKey('Ingress', namespace, `${ingress}-canary`),
    },
    progressDeadlineSeconds: numberIn(spec, 'progressDeadlineSeconds') ?? 600,
    suspend: flagIn(spec, 'suspend'),
    skipAnalysis: flagIn(spec, 'skipAnalysis'),
    autoscaler: readAutoscaler(objectIn(spec, 'autoscalerRef')),
    ingress,
    route: textIn(objectIn(spec, 'routeRef'), 'name') ?? '',
    service: readService(service),
    analysis: readAnalysis(objectIn(spec, 'analysis'), namespace),
  };
}

function readAutoscaler(reference: JsonObject): AutoscalerSettings | undefined {
  const name = textIn(reference, 'name') ?? '';
  if (name === '') return undefined;
  const replicas = objectIn(reference, 'primaryScalerReplicas');
  return {
    kind: textIn(reference, 'kind') ?? '',
    name,
    primaryMin: numberIn(replicas, 'minReplicas'),
    primaryMax: numberIn(replicas, 'maxReplicas'),
    queries:
      reference['primaryScalerQueries'] === undefined
        ? undefined
        : labelsIn(reference, 'primaryScalerQueries'),
  };
}

function readService(service: JsonObject): ServiceSettings {
  const port = wholeIn(service, 'port');
  const targetPort = service['targetPort'];
  // Go's zero value counts as unset
  const isSet = typeof targetPort === 'number' || typeof targetPort === 'string';
  return {
    port,
    portName: textOr(textIn(service, 'portName'), 'http'),
    targetPort: isSet && String(targetPort) !== '0' ? targetPort : port,
    appProtocol: textIn(service, 'appProtocol') ?? '',
    portDiscovery: flagIn(service, 'portDiscovery'),
    headless: flagIn(service, 'headless'),
    trafficDistribution: textIn(service, 'trafficDistribution') ?? '',
    delegation: flagIn(service, 'delegation'),
    hosts: textsIn(service, 'hosts'),
    gateways: textsIn(service, 'gateways'),
    written: service,
  };
}

function textOr(text: string | undefined, other: string): string {
  return text === undefined || text === '' ? other : text;
}
