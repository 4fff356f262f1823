import { askHooks } from './ask-hooks';
import { isPromoting } from './controller-phase';
import { judgeReadiness, type ReadinessVerdict } from './readiness';
import { rollBack } from './roll-back';
import { findPrimary } from './scale-target';
import { setRoutes } from './set-routes';
import { syncStatus } from './sync-status';
import { alert, stop, warn, type Tick } from './tick';
import { ALL_CANARY } from './weights';

/**
 * T13: the primary has to be ready, unless the analysis is skipped. One that is past its deadline
 * fails a promotion, and rolls back in any other phase. No failed check is counted.
 */
export function checkPrimary(tick: Tick): Tick {
  const primary = findPrimary(tick);
  if (tick.settings.skipAnalysis || primary === undefined) return tick;
  const { names, namespace, analysis, progressDeadlineSeconds } = tick.settings;
  const verdict = judgeReadiness(primary, tick.inputs.primary ?? 'ready', {
    threshold: analysis.primaryReadyThreshold,
    deadlineSeconds: progressDeadlineSeconds,
  });
  if (verdict.kind === 'ready') return tick;
  const reason = `${names.primary}.${namespace} not ready: ${verdict.reason}`;
  const warned = warn(tick, reason);
  if (verdict.retriable) return stop(warned);
  return isPromoting(tick.status.phase) ? failPromotion(warned, reason) : rollBack(warned);
}

/** T17: the canary has to be ready; one that is past its deadline rolls back. */
export function checkCanary(tick: Tick): Tick {
  const verdict = judgeCanary(tick);
  if (verdict.kind === 'ready') return tick;
  const { names, namespace } = tick.settings;
  const what = `canary deployment ${names.target}.${namespace}`;
  const warned = warn(tick, `${what} not ready: ${verdict.reason}`);
  return verdict.retriable ? stop(warned) : rollBack(warned);
}

function judgeCanary({ target, inputs, settings }: Tick): ReadinessVerdict {
  return judgeReadiness(target.deployment, inputs.canary ?? 'ready', {
    threshold: settings.analysis.canaryReadyThreshold,
    deadlineSeconds: settings.progressDeadlineSeconds,
  });
}

/** The primary cannot run the new version: the canary keeps its pods and gets all traffic. */
function failPromotion(tick: Tick, reason: string): Tick {
  const { name, namespace } = tick.settings;
  return setRoutes(tick, ALL_CANARY, (routed) => {
    const message = `Promotion of ${name}.${namespace} failed, primary not ready: ${reason}`;
    const told = alert(
      warn(routed, message, 'Failed'),
      'error',
      `Promotion failed, primary not ready: ${reason}`,
    );
    const sync = syncStatus(told, 'Failed', { canaryWeight: 100 });
    if (sync.kind === 'failed') return stop(told);
    return stop(askHooks(sync.tick, 'post-rollout', 'Failed').tick);
  });
}
