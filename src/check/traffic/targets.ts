import type { HttpRule, RouteConfig, Target } from '../../mesh/route-config';
import type { Part } from './parts';
import { subsetLabels } from './subset-labels';
import { workloadsOf, type Workload } from './workload-index';

/** The workloads that a destination can reach, ready or not. */
export function workloadsBehind(part: Part, target: Target): readonly Workload[] {
  const service = part.world().servicesByHost.get(target.host);
  const wanted = subsetLabels(part, target);
  if (service === undefined || wanted === undefined) return [];
  const labels = Object.entries(wanted);
  return workloadsOf(part.state)
    .selected(service.namespace, service.selector)
    .filter((workload) => labels.every(([key, value]) => workload.labels[key] === value));
}

/** The destinations of a rule; none for one that answers by itself. */
export function targetsOf(rule: HttpRule): readonly Target[] {
  return rule.action.kind === 'split' ? rule.action.targets : [];
}

/** The workloads that any rule of a config can reach. */
export function workloadsRouted(part: Part, config: RouteConfig): ReadonlySet<string> {
  const known = ROUTED.get(part) ?? new Map<RouteConfig, ReadonlySet<string>>();
  ROUTED.set(part, known);
  const before = known.get(config);
  if (before !== undefined) return before;
  const targets = config.http.flatMap(targetsOf);
  const behind = targets.flatMap((target) => workloadsBehind(part, target));
  const found = new Set(behind.map(({ id }) => id));
  known.set(config, found);
  return found;
}

const ROUTED = new WeakMap<Part, Map<RouteConfig, ReadonlySet<string>>>();

/** Whether a config divides requests between workloads, be it with a weight of 0. */
export function isSplit(part: Part, config: RouteConfig): boolean {
  return (
    config.http.some((rule) => targetsOf(rule).length > 1) || workloadsRouted(part, config).size > 1
  );
}

/** How people name a destination: its subset, else the first label of its host. */
export function tellTarget({ host, subset }: Target): string {
  const name = host.split('.')[0] ?? host;
  return subset === '' ? name : `${name} subset ${subset}`;
}
