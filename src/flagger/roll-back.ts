import { askHooks } from './ask-hooks';
import { setRoutes } from './set-routes';
import { shutDown } from './scale-target';
import { syncStatus } from './sync-status';
import { alert, stop, warn, type Tick } from './tick';
import { ALL_PRIMARY } from './weights';

/**
 * All traffic back to the primary in one step, no pods for the target, phase Failed. A router that
 * refuses aborts it before anything is scaled; the next tick tries again.
 */
export function rollBack(tick: Tick): Tick {
  const { settings, status } = tick;
  const { name, namespace } = settings;
  const reached = status.failedChecks >= settings.analysis.threshold;
  const told = reached
    ? alert(
        warn(
          tick,
          `Rolling back ${name}.${namespace} failed checks threshold reached ${status.failedChecks}`,
        ),
        'error',
        `Failed checks threshold reached ${status.failedChecks}`,
      )
    : tick;
  return setRoutes(told, ALL_PRIMARY, (routed) => {
    const failed = warn(routed, `Canary failed! Scaling down ${name}.${namespace}`, 'Failed');
    const sync = syncStatus(shutDown(failed), 'Failed');
    if (sync.kind === 'failed') return stop(shutDown(failed));
    return stop(askHooks(sync.tick, 'post-rollout', 'Failed').tick);
  });
}
