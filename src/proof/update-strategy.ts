import type { Json, Manifest } from '../manifest/manifest';
import { groupKind } from '../manifest/workload';
import { objectIn, textIn } from '../mesh/json-field';

/**
 * How many of so many pods an update of the template may take away at once. Kubernetes rounds `maxUnavailable` down and
 * `maxSurge` up, and takes one pod where both come to nothing (deployment/util, ResolveFenceposts).
 */
export function unavailableOf(workload: Manifest, pods: number): number {
  const spec = objectIn(workload, 'spec');
  // StatefulSets and DaemonSets replace one pod after the other
  if (groupKind(workload) !== 'apps/Deployment') return Math.min(pods, 1);
  const strategy = objectIn(spec, 'strategy');
  if (textIn(strategy, 'type') === 'Recreate') return pods;
  const rolling = objectIn(strategy, 'rollingUpdate');
  const unavailable = amountOf(rolling['maxUnavailable'] ?? '25%', pods, Math.floor);
  const surge = amountOf(rolling['maxSurge'] ?? '25%', pods, Math.ceil);
  return Math.min(pods, unavailable === 0 && surge === 0 ? 1 : unavailable);
}

function amountOf(value: Json, pods: number, round: (value: number) => number): number {
  if (typeof value === 'number') return value;
  const percent = /^(\d+)%$/u.exec(typeof value === 'string' ? value : '')?.[1];
  return percent === undefined ? 0 : round((Number(percent) * pods) / 100);
}
