import type { Plan } from '../plan/plan';
import type { Rendered, Source } from '../plan/rendered';
import type { VersionSpec } from '../plan/version';
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
  const from = plan.from && renderFrom(release, plan.from, before);
  const after = resolveChart(chart);
  return {
    to,
    from,
    others: after.filter(({ construct }) => !taken.has(construct)).map(({ manifest }) => manifest),
    sideEffects: pathsChangedSince(before, after),
  };
}

/** A function that made something outside its scope fails at making it once more: that is reported, not thrown. */
function renderFrom(
  release: ReleaseConstruct,
  version: VersionSpec,
  before: Snapshot,
): Rendered | undefined {
  const { chart, workload } = release;
  try {
    return renderWorkload(release, chart, workload, version);
  } catch (error) {
    if (pathsChangedSince(before, resolveChart(chart)).length === 0) throw error;
    return undefined;
  }
}
