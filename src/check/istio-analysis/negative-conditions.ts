import type { Json, Manifest } from '../../manifest/manifest';
import { listIn, objectIn, textIn } from '../../mesh/json-field';
import type { AnalysisMessage } from './analysis-message';
import type { AnalysisWorld } from './analysis-world';

const KINDS = [
  '/Service',
  'networking.istio.io/ServiceEntry',
  'security.istio.io/AuthorizationPolicy',
  'gateway.networking.k8s.io/Gateway',
  'gateway.networking.k8s.io/HTTPRoute',
  'gateway.networking.k8s.io/GRPCRoute',
];

/** IST0171: a controller has written into the status of an object that something about it does not hold. */
export function analyzeNegativeConditions({ ofKind }: AnalysisWorld): AnalysisMessage[] {
  return KINDS.flatMap(ofKind).flatMap((manifest) =>
    conditionsOf(manifest).flatMap(({ condition, path }) =>
      textIn(condition, 'status') === 'False' ? [refused(manifest, condition, path)] : [],
    ),
  );
}

function conditionsOf(
  manifest: Manifest,
): readonly { readonly condition: Json; readonly path: string }[] {
  const status = objectIn(manifest, 'status');
  const own = listIn(status, 'conditions').map((condition, index) => ({
    condition,
    path: `status.conditions[${index}]`,
  }));
  const parents = listIn(status, 'parents').flatMap((parent, nth) =>
    listIn(parent, 'conditions').map((condition, index) => ({
      condition,
      path: `status.parents[${nth}].conditions[${index}]`,
    })),
  );
  return [...own, ...parents];
}

function refused(manifest: Manifest, condition: Json, path: string): AnalysisMessage {
  const type = textIn(condition, 'type') ?? '';
  const reason = textIn(condition, 'reason') ?? '';
  const said = textIn(condition, 'message') ?? '';
  const message = `its status says that ${type} does not hold (${reason}): ${said}`;
  return { code: 'IST0171', manifest, path, message, given: type };
}
