import { alertClosed, askHooks } from './ask-hooks';
import { isAnalysing, isPromoting } from './controller-phase';
import { haveConfigsChanged, isNewRevision } from './revision';
import { scaleUp } from './scale-target';
import { setRoutes } from './set-routes';
import { syncStatus, trackTarget } from './sync-status';
import { alert, halt, inform, stop, warn, writePhase, type Tick } from './tick';
import { ALL_PRIMARY } from './weights';

/**
 * T12: is there work? A run in progress is; otherwise a new pod template or a changed ConfigMap or
 * Secret. In phase Failed the new revision is written down first, so that it is seen only once.
 */
export function lookForWork(tick: Tick): Tick {
  const { phase } = tick.status;
  if (isAnalysing(phase) || isPromoting(phase) || phase === 'Waiting') return tick;
  const noted = phase === 'Failed' ? noteRevision(tick) : tick;
  if (noted.done || isNewRevision(noted.status, noted.target.deployment)) return noted;
  const tracking = trackTarget(noted);
  if (tracking.kind === 'failed') return halt(noted, tracking.error);
  return haveConfigsChanged(noted.status, tracking.checksums) ? noted : stop(noted);
}

/** T15: outside a run, ask whether one may start, and start it. */
export function startRun(tick: Tick): Tick {
  const { settings, status } = tick;
  if (isAnalysing(status.phase) || isPromoting(status.phase)) return tick;
  const verdict = askHooks(tick, 'confirm-rollout', status.phase);
  if (!verdict.passed) {
    if (status.phase === 'Waiting') return stop(verdict.tick);
    const { name, namespace } = settings;
    const waiting = writePhase(verdict.tick, 'Waiting');
    const gate = verdict.failed?.name ?? '';
    const told = warn(
      waiting,
      `Halt ${name}.${namespace} advancement waiting for approval ${gate}`,
    );
    return stop(alertClosed(told, verdict.failed, 'Canary is waiting for approval.'));
  }
  const { target } = settings.names;
  const detected = `New revision detected! Scaling up ${target}.${settings.namespace}`;
  const told = alert(
    inform(verdict.tick, detected, 'Progressing'),
    'info',
    'New revision detected, progressing canary analysis.',
  );
  const scaled = scaleUp(told);
  const sync = syncStatus(scaled, 'Progressing');
  return stop(sync.kind === 'synced' ? sync.tick : scaled);
}

/** T16: a newer revision while one is analysed: all traffic back, and from the start. */
export function restartRun(tick: Tick): Tick {
  if (!isAnalysing(tick.status.phase) || !isSuperseded(tick)) return tick;
  const { names, namespace } = tick.settings;
  const message = `New revision detected! Restarting analysis for ${names.target}.${namespace}`;
  return setRoutes(inform(tick, message), ALL_PRIMARY, (routed) => {
    const sync = syncStatus(routed, 'Progressing');
    return sync.kind === 'synced' ? stop(sync.tick) : halt(routed, sync.error);
  });
}

function noteRevision(tick: Tick): Tick {
  const { canaryWeight, failedChecks, iterations } = tick.status;
  const sync = syncStatus(tick, 'Failed', { canaryWeight, failedChecks, iterations });
  return sync.kind === 'synced' ? sync.tick : halt(tick, sync.error);
}

function isSuperseded(tick: Tick): boolean {
  if (isNewRevision(tick.status, tick.target.deployment)) return true;
  const tracking = trackTarget(tick);
  return tracking.kind === 'configs' && haveConfigsChanged(tick.status, tracking.checksums);
}
