import { isObject } from '../manifest/equal';
import type { Manifest } from '../manifest/manifest';
import { groupKind } from '../manifest/workload';
import { isAutoscaler, targets } from '../plan/application';
import type { Plan } from '../plan/plan';
import { minimumReplicas } from './autoscaler-bounds';
import type { ReadyWorkload, Tracks } from './phase';

const SCALED_KINDS: ReadonlySet<string> = new Set(['apps/Deployment', 'apps/StatefulSet']);

/** The workloads of a state, with the pods that have to be available before it counts as settled. */
export function readyWorkloads(objects: readonly Manifest[]): readonly ReadyWorkload[] {
  const autoscalers = objects.filter(isAutoscaler);
  return objects
    .filter((object) => SCALED_KINDS.has(groupKind(object)))
    .map((workload) => ({ workload, replicas: replicasOf(workload, autoscalers) }));
}

/** The declared size of each track in a state. */
export function trackReplicas(plan: Plan, ready: readonly ReadyWorkload[]): Tracks<number> {
  const sizeOf = (name: string): number =>
    ready.find(({ workload: { kind, metadata } }) => {
      const isHere = (metadata.namespace ?? 'default') === plan.namespace;
      return kind === 'Deployment' && metadata.name === name && isHere;
    })?.replicas ?? 0;
  return { primary: sizeOf(plan.names.primary), canary: sizeOf(plan.names.canary) };
}

function replicasOf(workload: Manifest, autoscalers: readonly Manifest[]): number {
  const spec = workload['spec'];
  const replicas = isObject(spec) ? spec['replicas'] : undefined;
  if (typeof replicas === 'number') return replicas;
  const autoscaler = autoscalers.find((object) => targets(object, workload));
  // one pod is what the API makes of an absent number (apps/v1, DeploymentSpec.replicas)
  return autoscaler === undefined ? 1 : minimumReplicas(autoscaler);
}
