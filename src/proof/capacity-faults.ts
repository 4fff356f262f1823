import type { Destination } from '../mesh/outcome-kinds';
import type { Case } from './case';
import { destinationsOf } from './explore';
import { isConcerned, isExempt } from './exposure-faults';
import type { Fault } from './fault';
import { guaranteed } from './judge';
import type { Sizes } from './readiness';

/**
 * Behind every destination there are pods enough for its share, counted in what carries all requests. What an update of the
 * template takes away for a moment does not count: how much that is, the workload says itself (`maxUnavailable`).
 */
export function capacityFaults(one: Case): readonly Fault[] {
  const { call, branches, transition, settled, expectations } = one;
  const { capacity } = expectations;
  if (capacity === undefined || call.caller.kind === 'outside') return [];
  if (!isConcerned(one) || isExempt(one)) return [];
  // where shares stay as they are, an autoscaler keeps up and a fixed number is meant
  if (!transition.routing.some(({ key }) => call.cone.parts.has(key))) return [];
  // a size that the plan itself chose is the plan's: a canary may be smaller than its share asks for
  const chosen = Math.max(
    ...[settled.before, settled.after].flatMap(({ outcome, sizes }) =>
      destinationsOf(outcome).map((destination) => missing(destination, sizes, capacity)),
    ),
    0,
  );
  const faults: Fault[] = [];
  for (const { groups } of branches) {
    for (const end of groups.flatMap(({ ends }) => ends)) {
      for (const destination of end.destinations) {
        const lacking = missing(destination, transition.sizes, capacity);
        if (lacking <= chosen || guaranteed(destination.pods, transition.sizes) === 0) continue;
        const wanted = needed(destination, capacity);
        const holds = (sizes: Sizes): boolean => missing(destination, sizes, capacity) > chosen;
        faults.push({
          obligation: 'capacity',
          severity: 'warning',
          mixture: end.mixture,
          sort: destination.cluster,
          gets: `go to ${wanted - lacking} of the ${wanted} pods that they need`,
          share: destination.share,
          met: { call, outcome: end.outcome, settled, holds },
        });
      }
    }
  }
  return faults;
}

function needed({ share }: Destination, capacity: number): number {
  return Math.max(1, Math.ceil(capacity * share - 1e-9));
}

function missing(destination: Destination, sizes: Sizes, capacity: number): number {
  return Math.max(0, needed(destination, capacity) - guaranteed(destination.pods, sizes, 'asked'));
}
