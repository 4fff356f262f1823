import type { Outcome } from './outcome-kinds';
import { countBy } from './pods';

/**
 * The share of the requests that pods with each value of a label answer, such as `track` or `version`. Pods without the
 * label, and addresses outside the cluster, are under the empty string.
 */
export function sharesByLabel(outcome: Outcome, label: string): Readonly<Record<string, number>> {
  const shares: Record<string, number> = {};
  if (outcome.kind !== 'route' && outcome.kind !== 'tcp' && outcome.kind !== 'passthrough') {
    return shares;
  }
  for (const { state, share, pods } of outcome.destinations) {
    if (state !== 'ok') continue;
    for (const [value, count] of countBy(pods, ({ labels }) => labels[label] ?? '')) {
      shares[value] = (shares[value] ?? 0) + (share * count) / pods.length;
    }
  }
  return shares;
}
