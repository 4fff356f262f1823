import { hasField, listIn, numberIn, objectIn, textIn } from '../../mesh/json-field';
import type { AnalysisMessage } from './analysis-message';
import { specOf, type AnalysisWorld } from './analysis-world';

const REMOVED: ReadonlySet<string> = new Set([
  'ClusterRbacConfig',
  'RbacConfig',
  'ServiceRole',
  'ServiceRoleBinding',
]);

/** IST0002: fields and kinds that Istio has given up. */
export function analyzeDeprecatedFields({ ofKind }: AnalysisWorld): AnalysisMessage[] {
  const delays = ofKind('networking.istio.io/VirtualService').flatMap((manifest) =>
    listIn(specOf(manifest), 'http').flatMap((rule, index) => {
      const delay = objectIn(objectIn(rule, 'fault'), 'delay');
      if ((numberIn(delay, 'percent') ?? 0) <= 0) return [];
      const path = `spec.http[${index}].fault.delay.percent`;
      const message = 'uses percent of a delay, which is deprecated in favour of percentage';
      return [{ code: 'IST0002', manifest, path, message }];
    }),
  );
  const proxies = ofKind('networking.istio.io/Sidecar')
    .filter((sidecar) =>
      hasField(objectIn(specOf(sidecar), 'outboundTrafficPolicy'), 'egressProxy'),
    )
    .map((manifest) => ({
      code: 'IST0002',
      manifest,
      path: 'spec.outboundTrafficPolicy.egressProxy',
      message: 'uses egressProxy, which is deprecated and ignored',
    }));
  const kinds = ofKind('apiextensions.k8s.io/CustomResourceDefinition')
    .filter((definition) => {
      const spec = specOf(definition);
      const kind = textIn(objectIn(spec, 'names'), 'kind') ?? '';
      return textIn(spec, 'group') === 'rbac.istio.io' && REMOVED.has(kind);
    })
    .map((manifest) => ({
      code: 'IST0002',
      manifest,
      path: 'spec.names.kind',
      message: 'defines a kind that Istio has removed',
    }));
  return [...delays, ...proxies, ...kinds];
}
