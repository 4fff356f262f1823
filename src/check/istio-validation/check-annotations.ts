import type { Manifest } from '../../manifest/manifest';
import { refuse, type Complaint } from './complaint';
import { at, text, topSpot, type Spot } from './spot';

const RULE = 'istio-annotation';

/** Annotations that change how Istio takes an object, and that are not for everyone. */
export function* checkAnnotations(spec: Spot, manifest: Manifest): Generator<Complaint> {
  const annotations = at(topSpot('metadata', manifest.metadata), 'annotations');
  const dryRun = at(annotations, 'istio.io/dry-run');
  if (dryRun.value !== undefined) {
    const action = text(at(spec, 'action')) || 'ALLOW';
    if (manifest.kind !== 'AuthorizationPolicy') {
      yield refuse(RULE, dryRun, 'only AuthorizationPolicies can be tried out');
    } else if (action !== 'ALLOW' && action !== 'DENY') {
      yield refuse(RULE, dryRun, `action ${action} cannot be tried out`, 'ALLOW or DENY');
    } else if (!/^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/u.test(text(dryRun))) {
      yield refuse(RULE, dryRun, 'neither true nor false', 'true or false');
    }
  }
  for (const name of INTERNAL) {
    const spot = at(annotations, name);
    if (spot.value !== undefined)
      yield refuse(RULE, spot, "Istio's own, which no one else may set");
  }
}

const INTERNAL = [
  'internal.istio.io/webhook-always-reject',
  'internal.istio.io/parent-namespace',
  'internal.istio.io/parents',
];
