import type { Manifest } from '../manifest/manifest';
import { numberIn, objectIn } from '../mesh/json-field';
import { pauseTarget } from './primary-autoscaler';
import { replicasOf, withReplicas } from './target';
import type { Tick } from './tick';
import { getObject, objectKey, setObject } from './world';

/** Scale the target to no pods. */
export function scaleToZero(tick: Tick): Tick {
  return scaleTo(tick, 0);
}

/** Hold KEDA's scaler of the target, then scale the target to no pods. */
export function shutDown(tick: Tick): Tick {
  const objects = pauseTarget(tick.world.objects, tick.settings, 'pause');
  return scaleToZero({ ...tick, world: { ...tick.world, objects } });
}

/**
 * Scale the target up: to its own replicas; without any to those of the primary, or with an
 * autoscaler to its minimum; else to one.
 */
export function scaleUp(tick: Tick): Tick {
  const objects = pauseTarget(tick.world.objects, tick.settings, 'resume');
  const resumed = { ...tick, world: { ...tick.world, objects } };
  return scaleTo(resumed, replicasToStart(resumed));
}

/** The primary, if it exists. */
export function findPrimary({ settings, world }: Tick): Manifest | undefined {
  return getObject(world.objects, settings.keys.primary);
}

function replicasToStart(tick: Tick): number {
  const { settings, world, target } = tick;
  const own = replicasOf(target.deployment) ?? 0;
  if (own > 0) return own;
  const { autoscaler, namespace } = settings;
  if (autoscaler === undefined) {
    const primary = findPrimary(tick);
    const running = primary === undefined ? 0 : (replicasOf(primary) ?? 0);
    return running > 0 ? running : 1;
  }
  const scaler = getObject(world.objects, objectKey(autoscaler.kind, namespace, autoscaler.name));
  const field = autoscaler.kind === 'ScaledObject' ? 'minReplicaCount' : 'minReplicas';
  return Math.max(1, numberIn(objectIn(scaler, 'spec'), field) ?? 1);
}

function scaleTo(tick: Tick, replicas: number): Tick {
  const deployment = withReplicas(tick.target.deployment, replicas);
  if (deployment === tick.target.deployment) return tick;
  const objects = setObject(tick.world.objects, tick.settings.keys.target, deployment);
  return {
    ...tick,
    target: { ...tick.target, deployment },
    world: { ...tick.world, objects },
  };
}
