import type { Destination, Outcome } from '../mesh/outcome-kinds';
import type { Case } from './case';
import { destinationsOf } from './explore';
import type { Fault } from './fault';
import { running } from './judge';
import type { Sizes } from './readiness';

/** The destinations of a split share no pod: else a version's share is not what the weights say. */
export function overlapFaults({ call, branches, transition, settled }: Case): readonly Fault[] {
  if (sharedIn(settled.before.outcome, settled.before.sizes) !== undefined) return [];
  const faults: Fault[] = [];
  for (const { outcome, groups } of branches) {
    if (outcome.kind !== 'route') continue;
    const ends = groups.flatMap((group) => group.ends);
    for (const [index, one] of ends.entries()) {
      for (const other of ends.slice(index)) {
        const all = one === other ? one.destinations : [...one.destinations, ...other.destinations];
        const shared = sharedPod(all, transition.sizes);
        if (shared === undefined) continue;
        faults.push({
          obligation: 'disjoint-tracks',
          severity: 'error',
          mixture: new Map([...one.mixture, ...other.mixture]),
          sort: shared,
          gets: `are split between destinations that share the pods of ${shared}`,
          share: 1,
          met: {
            call,
            outcome: one.outcome,
            settled,
            holds: (sizes) => sharedPod(all, sizes) !== undefined,
          },
        });
      }
    }
  }
  return faults;
}

function sharedIn(outcome: Outcome, sizes: Sizes): string | undefined {
  return outcome.kind === 'route' ? sharedPod(destinationsOf(outcome), sizes) : undefined;
}

/** The workload whose pods are behind two destinations of other clusters. */
function sharedPod(destinations: readonly Destination[], sizes: Sizes): string | undefined {
  const seen = new Map<string, string>();
  for (const { cluster, pods } of destinations) {
    for (const { name, workload } of running(pods, sizes)) {
      const other = seen.get(name);
      if (other !== undefined && other !== cluster) return workload;
      seen.set(name, cluster);
    }
  }
  return undefined;
}
