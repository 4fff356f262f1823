import { judgeReadiness } from './readiness';
import { newPrimary } from './primary-deployment';
import { copyConfigs } from './config-copies';
import { drawUuid } from './draw';
import { syncAutoscaler } from './primary-autoscaler';
import { rollBack } from './roll-back';
import { findPrimary, scaleToZero, shutDown } from './scale-target';
import { repairService, wantedServices } from './service-objects';
import { syncStatus, trackTarget } from './sync-status';
import { readTarget, SELECTOR_LABELS } from './target';
import { alert, halt, inform, stop, warn, type Tick } from './tick';
import { getObject, objectKey, putObject, setObject } from './world';
import type { Manifest } from '../manifest/manifest';

// T1 to T11 in the order of the controller: what every tick does before it looks for work.

/** T1: a suspended Canary is left alone. */
export function checkSuspended(tick: Tick): Tick {
  if (!tick.settings.suspend) return tick;
  return stop(inform(tick, 'skipping canary run as object is suspended'));
}

/** T3: the target, and the label that tells its pods from those of the primary. */
export function findTarget(tick: Tick): Tick {
  const { names, namespace } = tick.settings;
  const what = `deployment ${names.target}.${namespace}`;
  const found = getObject(tick.world.objects, tick.settings.keys.target);
  if (found === undefined) {
    const missing = `deployments.apps ${JSON.stringify(names.target)} not found`;
    return halt(tick, `${what} get query error: ${missing}`);
  }
  const target = readTarget(found);
  if (target === undefined) {
    const labels = `[${SELECTOR_LABELS.join(' ')}]`;
    const why = `spec.selector.matchLabels must contain one of ${labels}`;
    return halt(tick, `getSelectorLabel failed: ${what} ${why}`);
  }
  return { ...tick, target };
}

/** T4: the Services of canary and primary. */
export function reconcileTrackServices(tick: Tick): Tick {
  const { canary, primary } = wantedServices(tick.settings, tick.target);
  const { keys } = tick.settings;
  return putService(putService(tick, keys.canaryService, canary), keys.primaryService, primary);
}

/** T5: at the start, ask whether the metric providers are there; the answer is only told. */
export function pingMetricProviders(tick: Tick): Tick {
  if (tick.status.phase !== 'Initializing' || tick.settings.skipAnalysis) return tick;
  for (const { template } of tick.settings.analysis.metrics) {
    if (template === undefined) continue;
    const key = objectKey('MetricTemplate', template.namespace, template.name);
    if (getObject(tick.world.objects, key) !== undefined) continue;
    const what = `metric template ${template.name}.${template.namespace}`;
    const missing = `metrictemplate.flagger.app ${JSON.stringify(template.name)} not found`;
    return warn(tick, `Error checking metric providers: ${what} error: ${missing}`);
  }
  return inform(tick, 'all the metrics providers are available!');
}

/** T6: the primary, which has to be ready before the first take-over. */
export function createPrimary(tick: Tick): Tick {
  const known = findPrimary(tick);
  const made = known === undefined ? makePrimary(tick) : tick;
  const isFirst = made.status.phase === 'Initializing' && !made.settings.skipAnalysis;
  const primary = findPrimary(made);
  if (made.done || !isFirst || primary === undefined) return made;
  const { names, namespace, progressDeadlineSeconds, analysis } = made.settings;
  const readiness = known === undefined ? 'unobserved' : (made.inputs.primary ?? 'ready');
  const verdict = judgeReadiness(primary, readiness, {
    threshold: analysis.primaryReadyThreshold,
    deadlineSeconds: progressDeadlineSeconds,
  });
  if (verdict.kind === 'ready') return made;
  const warned = warn(made, `${names.primary}.${namespace} not ready: ${verdict.reason}`);
  return verdict.retriable ? stop(warned) : rollBack(warned);
}

/** T7: the primary's autoscaler; at the start KEDA's scaler of the target is held. */
export function createPrimaryAutoscaler(tick: Tick): Tick {
  if (tick.settings.autoscaler === undefined) return tick;
  const sync = syncAutoscaler(tick.world.objects, tick.settings, 'every-tick');
  if (sync.kind === 'failed') return halt(tick, sync.error);
  if (sync.objects === tick.world.objects) return tick;
  return { ...tick, world: { ...tick.world, objects: sync.objects } };
}

/** T8: the Service that users call now selects the primary. */
export function reconcileApexService(tick: Tick): Tick {
  const { apex } = wantedServices(tick.settings, tick.target);
  return putService(tick, tick.settings.keys.apexService, apex);
}

/** T9: at the start the target goes to no pods. */
export function retireTarget(tick: Tick): Tick {
  if (tick.status.phase !== 'Initializing') return tick;
  return tick.settings.autoscaler === undefined ? scaleToZero(tick) : shutDown(tick);
}

/** T11: the start is over. What the target is by now counts as promoted, whatever the primary runs. */
export function becomeInitialized(tick: Tick): Tick {
  if (tick.status.phase !== 'Initializing') return tick;
  const sync = syncStatus(tick, 'Initialized');
  const { name, namespace, targetKind } = tick.settings;
  if (sync.kind === 'failed') {
    return halt(tick, `failed to sync canary ${name}.${namespace} status: ${sync.error}`);
  }
  const { lastAppliedSpec, trackedConfigs } = sync.tick.world.status;
  const status = { ...tick.status, phase: 'Initialized' as const, lastAppliedSpec, trackedConfigs };
  const told = inform({ ...sync.tick, status }, `Initialization done! ${name}.${namespace}`);
  return alert(told, 'info', `New ${targetKind} detected, initialization completed.`);
}

function putService(tick: Tick, key: string, wanted: Manifest): Tick {
  const live = getObject(tick.world.objects, key);
  const next = live === undefined ? wanted : repairService(live, wanted, tick.settings);
  if (next === live) return tick;
  const objects = setObject(tick.world.objects, key, next);
  return { ...tick, world: { ...tick.world, objects } };
}

function makePrimary(tick: Tick): Tick {
  const tracking = trackTarget(tick);
  if (tracking.kind === 'failed') {
    return halt(tick, `createPrimaryDeployment failed: ${tracking.error}`);
  }
  const { settings, world, target } = tick;
  const configs = new Set(Object.keys(tracking.checksums));
  const id = drawUuid(world.seed, world.drawn);
  const primary = newPrimary(settings, { target, configs, id });
  const copied = copyConfigs(world.objects, settings, configs);
  const objects = putObject(copied, primary, settings.namespace);
  return { ...tick, world: { ...world, objects, drawn: world.drawn + 1 } };
}
