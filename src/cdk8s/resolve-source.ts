import type { Plan } from '../plan/plan';
import type { Source } from '../plan/rendered';
import { resolveChart } from './chart-objects';
import type { ReleaseConstruct } from './release-construct';
import { renderWorkload, takenObjects } from './render-workload';
import { pathsChangedSince, type Snapshot } from './snapshot';

/**
 * Resolve all that a release is compiled of: the workload of each version, and the chart's other
 * objects. What is different from `before` is a side effect of the workload function.
 */
export function resolveSource(release: ReleaseConstruct, plan: Plan, before: Snapshot): Source {
  const { chart, workload } = release;
  const taken = takenObjects(workload);
  const to = renderWorkload(release, chart, workload, plan.to);
  // a function that made something outside its scope would fail at making it once more
  const escaped = plan.from && pathsChangedSince(before, resolveChart(chart)).length > 0;
  const from = escaped
    ? undefined
    : plan.from && renderWorkload(release, chart, workload, plan.from);
  const after = resolveChart(chart);
  return {
    to,
    from,
    others: after.filter(({ construct }) => !taken.has(construct)).map(({ manifest }) => manifest),
    sideEffects: pathsChangedSince(before, after),
  };
}
