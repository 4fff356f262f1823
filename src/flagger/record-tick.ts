import type { CanarySettings } from './canary-settings';
import { chooseRouter } from './choose-router';
import { DEFAULT_PROVIDER, readCanary } from './read-canary';
import type { ControllerFlags, TickOutcome } from './run-tick';
import { imageOf, replicasOf } from './target';
import { startTick } from './tick';
import type { DeploymentReading, RoutesReading, TickRecord } from './tick-record';
import { getObject, type World } from './world';

/** When a tick was. */
interface When {
  readonly tick: number;
  /** Virtual time since tick 0. */
  readonly seconds: number;
}

/** The record of a tick that has run. */
export function recordTick(
  { tick, seconds }: When,
  outcome: TickOutcome,
  flags: ControllerFlags,
): TickRecord {
  const { world, hooks, eventHooks, metrics, events, alerts } = outcome;
  const { phase, canaryWeight, iterations, failedChecks, promoted } = world.status;
  const settings = readCanary(world.canary, flags.meshProvider ?? DEFAULT_PROVIDER);
  const keys = settings?.keys ?? { target: '', primary: '' };
  return {
    tick,
    seconds,
    phase,
    status: { canaryWeight, iterations, failedChecks },
    promoted,
    revisions: {
      lastApplied: world.status.lastAppliedSpec,
      lastPromoted: world.status.lastPromotedSpec,
    },
    routes: readRoutesOf(world, settings),
    target: readDeployment(world, keys.target) ?? { replicas: undefined, image: '' },
    primary: readDeployment(world, keys.primary),
    hooks,
    eventHooks,
    metrics,
    events,
    alerts,
  };
}

/** The router's answer to what the weights are. */
export function readRoutesOf(world: World, settings: CanarySettings | undefined): RoutesReading {
  if (settings === undefined) return { kind: 'absent' };
  const reading = chooseRouter(settings).read(startTick(world, settings, {}));
  return reading.kind === 'absent' ? { kind: 'absent' } : reading;
}

function readDeployment({ objects }: World, key: string): DeploymentReading | undefined {
  const deployment = getObject(objects, key);
  if (deployment === undefined) return undefined;
  return { replicas: replicasOf(deployment), image: imageOf(deployment) };
}
