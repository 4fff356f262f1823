import { askHooks } from './ask-hooks';
import { checkMetrics } from './check-metrics';
import { inform, stop, writeStatus, type Tick } from './tick';

/**
 * T23: before the canary has traffic the pre-rollout hooks are asked; afterwards the rollout hooks
 * and then the metrics. The first failure ends the tick and counts as one failed check.
 */
export function analyse(tick: Tick): Tick {
  const { settings, status, routes } = tick;
  const isMirrored = settings.analysis.mirror && routes.mirrored;
  if (routes.canary === 0 && status.iterations === 0 && !isMirrored) {
    const { names, namespace } = settings;
    const started = inform(tick, `Starting canary analysis for ${names.target}.${namespace}`);
    const hooks = askHooks(started, 'pre-rollout', 'Progressing');
    return hooks.passed ? hooks.tick : countFailure(hooks.tick);
  }
  const hooks = askHooks(tick, 'rollout', 'Progressing');
  if (!hooks.passed) return countFailure(hooks.tick);
  const metrics = checkMetrics(hooks.tick);
  return metrics.passed ? metrics.tick : countFailure(metrics.tick);
}

/** Never taken back by a check that passes. */
function countFailure(tick: Tick): Tick {
  return stop(
    writeStatus(tick, { ...tick.world.status, failedChecks: tick.status.failedChecks + 1 }),
  );
}
