import type { CheckState } from '../state';
import { groupByKeys } from '../traffic/group-by-keys';
import { splitsOf } from '../traffic/splits';
import { applicationName, areTracks, isTrackName } from '../traffic/tracks';
import { workloadsOf, type Workload } from '../traffic/workload-index';

/** Workloads that are tracks of one application: two at least. */
export interface Application {
  readonly tracks: readonly Workload[];
}

/** The applications of a state that have several tracks: by name, `api` beside `api-canary`, or because a route splits between them. */
export function applicationsOf(state: CheckState): readonly Application[] {
  const known = APPLICATIONS.get(state);
  if (known !== undefined) return known;
  const keys = new Map<Workload, string[]>();
  splitsOf(state).forEach(({ branches }, index) => {
    const workloads = [...new Set(branches.flatMap((branch) => branch.workloads))];
    if (!areTracks(workloads)) return;
    for (const workload of workloads) {
      keys.set(workload, [...(keys.get(workload) ?? []), `split ${index}`]);
    }
  });
  const serving = workloadsOf(state).all.filter(({ serves }) => serves);
  const bases = new Set(serving.filter(({ name }) => isTrackName(name)).map(baseOf));
  const members = serving.filter((workload) => keys.has(workload) || bases.has(baseOf(workload)));
  const found = groupByKeys(members, (workload) => [
    ...(keys.get(workload) ?? []),
    `name ${baseOf(workload)}`,
  ])
    .filter(({ length }) => length > 1)
    .map((tracks) => ({ tracks }));
  APPLICATIONS.set(state, found);
  return found;
}

const APPLICATIONS = new WeakMap<CheckState, readonly Application[]>();

function baseOf({ namespace, name }: Workload): string {
  return `${namespace}/${isTrackName(name) ? applicationName(name) : name}`;
}
