import type { Case } from './case';
import type { Fault } from './fault';
import { running } from './judge';
import type { Sizes } from './readiness';

/**
 * A pod template does not change in the same transition as the routes that lead to it: its users would be updated pod by pod
 * while the split says otherwise. Only a warning, as an update without any split is everyday Kubernetes.
 */
export function rollFaults({ call, branches, transition, settled }: Case): readonly Fault[] {
  // a way back is taken in a hurry: its users meet the old version again, whichever pod they get
  if (transition.states.length > 2) return [];
  if (!transition.routing.some(({ key }) => call.cone.parts.has(key))) return [];
  if (!settled.before.byRule || !settled.after.byRule) return [];
  const { sizes } = transition;
  const rolling = new Set(
    [...sizes.classes].filter(([, kinds]) => kinds.length > 1).map(([workload]) => workload),
  );
  if (rolling.size === 0) return [];
  const faults: Fault[] = [];
  for (const end of branches.flatMap(({ groups }) => groups.flatMap(({ ends }) => ends))) {
    for (const { pods, share } of end.destinations) {
      const found = running(pods, sizes).find(({ workload }) => rolling.has(workload));
      if (found === undefined) continue;
      const { workload } = found;
      const holds = ({ classes }: Sizes): boolean => (classes.get(workload)?.length ?? 0) > 1;
      faults.push({
        obligation: 'roll-under-traffic',
        severity: 'warning',
        mixture: end.mixture,
        sort: workload,
        gets: `go to ${workload}, to the old version or to the new, as it happens`,
        share,
        met: { call, outcome: end.outcome, settled, holds },
      });
    }
  }
  return faults;
}
