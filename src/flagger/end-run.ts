import { askHooks, callHook } from './ask-hooks';
import { isAnalysing } from './controller-phase';
import { syncAutoscaler } from './primary-autoscaler';
import { promote } from './promote';
import { rollBack } from './roll-back';
import { shutDown } from './scale-target';
import { setRoutes } from './set-routes';
import { alert, halt, inform, stop, warn, writePhase, writeStatus, type Tick } from './tick';
import { ALL_PRIMARY } from './weights';

/** T18: without analysis the target is copied at once; nobody waits for the primary to roll. */
export function skipAnalysis(tick: Tick): Tick {
  if (!tick.settings.skipAnalysis) return tick;
  return setRoutes(tick, ALL_PRIMARY, (routed) =>
    promote(routed, (promoted) => {
      const synced = syncScaler(promoted);
      if (synced.done) return synced;
      const succeeded = writePhase(shutDown(synced), 'Succeeded');
      const hooked = askHooks(succeeded, 'post-rollout', 'Succeeded').tick;
      const { names, namespace } = tick.settings;
      const what = `${names.target}.${namespace}`;
      const told = inform(
        hooked,
        `Promotion completed! Canary analysis was skipped for ${what}`,
        'Succeeded',
      );
      return stop(alert(told, 'info', 'Canary analysis was skipped, promotion finished.'));
    }),
  );
}

/** T19: while a run is analysed, any hook of type rollback may end it. */
export function askRollbackHooks(tick: Tick): Tick {
  if (!isAnalysing(tick.status.phase)) return tick;
  const { name, namespace, analysis } = tick.settings;
  let asked = tick;
  for (const hook of analysis.hooks.rollback) {
    const answer = callHook(asked, hook, tick.status.phase);
    if (answer.passed) {
      const passed = warn(answer.tick, `Rollback check ${hook.name} passed`);
      const told = warn(passed, `Rolling back ${name}.${namespace} manual webhook invoked`);
      return rollBack(alert(told, 'warn', 'Rolling back manual webhook invoked'));
    }
    asked = inform(answer.tick, `Rollback hook ${hook.name} not signaling a rollback`);
  }
  return asked;
}

/** T20: once the primary runs the new version, traffic goes back to it, at once or in steps. */
export function moveTrafficBack(tick: Tick): Tick {
  if (tick.status.phase !== 'Promoting') return tick;
  const synced = syncScaler(tick);
  if (synced.done) return synced;
  const { provider, name, namespace, analysis } = synced.settings;
  if (provider === 'kubernetes') return stop(writePhase(synced, 'Finalising'));
  const step = analysis.stepWeightPromotion;
  if (step === 0) {
    const told = inform(synced, 'Routing all traffic to primary');
    return setRoutes(told, ALL_PRIMARY, (routed) => stop(writePhase(routed, 'Finalising')));
  }
  // somebody has taken the canary's traffic away: nothing happens any more
  if (synced.routes.canary <= 0) return stop(synced);
  const primary = Math.min(100, synced.routes.primary + step);
  const canary = Math.max(0, synced.routes.canary - step);
  return setRoutes(synced, { primary, canary, mirrored: false }, (routed) => {
    const told = inform(routed, `Advance ${name}.${namespace} primary weight ${primary}`);
    return stop(
      primary === 100
        ? writePhase(told, 'Finalising')
        : writeStatus(told, { ...told.world.status, canaryWeight: canary }),
    );
  });
}

/** T21: the promotion is over: no pods for the target, phase Succeeded. */
export function finishPromotion(tick: Tick): Tick {
  if (tick.status.phase !== 'Finalising') return tick;
  const { names, namespace } = tick.settings;
  const succeeded = writePhase(shutDown(tick), 'Succeeded');
  const hooked = askHooks(succeeded, 'post-rollout', 'Succeeded').tick;
  const completed = `Promotion completed! Scaling down ${names.target}.${namespace}`;
  const told = inform(hooked, completed, 'Succeeded');
  const message = 'Canary analysis completed successfully, promotion finished.';
  return stop(alert(told, 'info', message));
}

/** T22: too many failed checks, counted over the whole run. */
export function checkThreshold(tick: Tick): Tick {
  const { status, settings } = tick;
  const isOver = status.failedChecks >= settings.analysis.threshold;
  return isAnalysing(status.phase) && isOver ? rollBack(tick) : tick;
}

function syncScaler(tick: Tick): Tick {
  if (tick.settings.autoscaler === undefined) return tick;
  const sync = syncAutoscaler(tick.world.objects, tick.settings, 'promotion');
  if (sync.kind === 'failed') return halt(tick, sync.error);
  return { ...tick, world: { ...tick.world, objects: sync.objects } };
}
