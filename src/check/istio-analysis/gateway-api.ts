import { selects } from '../../manifest/labels';
import type { Manifest } from '../../manifest/manifest';
import { hasField, labelsIn, listIn, objectIn } from '../../mesh/json-field';
import type { AnalysisMessage } from './analysis-message';
import { annotationsOf, labelsOf, namespaceOf, specOf, type AnalysisWorld } from './analysis-world';
import { groupBy } from './label-index';

const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';
const POLICIES = [
  'security.istio.io/AuthorizationPolicy',
  'security.istio.io/RequestAuthentication',
  'telemetry.istio.io/Telemetry',
  'extensions.istio.io/WasmPlugin',
];

/** IST0166: a policy selects pods of a Gateway API gateway by label, where it has to name the Gateway in `targetRefs`. */
export function analyzeGatewaySelectors({ ofKind }: AnalysisWorld): AnalysisMessage[] {
  const pods = ofKind('/Pod').filter((pod) => labelsOf(pod)[GATEWAY_NAME] !== undefined);
  if (pods.length === 0) return [];
  const byNamespace = groupBy(pods, namespaceOf);
  return POLICIES.flatMap(ofKind).flatMap((manifest) => {
    const spec = specOf(manifest);
    const aimed = hasField(spec, 'targetRef') || listIn(spec, 'targetRefs').length > 0;
    if (aimed || !hasField(spec, 'selector')) return [];
    const selector = labelsIn(objectIn(spec, 'selector'), 'matchLabels');
    const all = Object.keys(selector).length === 0;
    return (byNamespace.get(namespaceOf(manifest)) ?? [])
      .filter((pod) => all || selects(selector, labelsOf(pod)))
      .map((pod) => ineffective(manifest, labelsOf(pod)[GATEWAY_NAME] ?? ''));
  });
}

function ineffective(manifest: Manifest, gateway: string): AnalysisMessage {
  const message = `selects pods of Gateway ${gateway} by label, which has no effect on gateways of the Gateway API`;
  return { code: 'IST0166', manifest, path: 'spec.selector', message };
}

/** The oldest bundle of the Gateway API that Istio 1.30 reads each kind of (pkg/config/schema/gatewayapi). */
const OLDEST: Readonly<Record<string, readonly [number, number, number]>> = {
  'grpcroutes.gateway.networking.k8s.io': [1, 1, 0],
  'backendtlspolicies.gateway.networking.k8s.io': [1, 4, 0],
  'tlsroutes.gateway.networking.k8s.io': [1, 5, 0],
};

/** IST0176: a CRD of the Gateway API is too old for Istio, which then ignores its objects. */
export function analyzeGatewayCrds({ ofKind }: AnalysisWorld): AnalysisMessage[] {
  return ofKind('apiextensions.k8s.io/CustomResourceDefinition').flatMap((manifest) => {
    const oldest = OLDEST[manifest.metadata.name];
    const given = annotationsOf(manifest)['gateway.networking.k8s.io/bundle-version'] ?? '';
    const parts = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:[-+].*)?$/u.exec(given)?.slice(1);
    if (oldest === undefined || parts === undefined) return [];
    const version = parts.map((part: string | undefined) => Number(part ?? 0));
    const index = oldest.findIndex((wanted, at) => wanted !== version[at]);
    if (index < 0 || (version[index] ?? 0) > (oldest[index] ?? 0)) return [];
    const allowed = `v${oldest.join('.')} or later`;
    const message = `comes from version ${given} of the Gateway API, which Istio does not read: its objects have no effect`;
    const path = 'metadata.annotations';
    return [{ code: 'IST0176', manifest, path, message, given, allowed }];
  });
}
