import { copyConfigs } from './config-copies';
import { drawUuid } from './draw';
import { promotePrimary } from './primary-deployment';
import { findPrimary } from './scale-target';
import { trackTarget } from './sync-status';
import { halt, inform, type Step, type Tick } from './tick';
import { putObject } from './world';

/** Copy what the target is by now to the primary, ConfigMaps and Secrets included, then go on. */
export function promote(tick: Tick, next: Step): Tick {
  const { settings, target } = tick;
  const { names, namespace } = settings;
  const told = inform(
    tick,
    `Copying ${names.target}.${namespace} template spec to ${names.primary}.${namespace}`,
  );
  const tracking = trackTarget(told);
  if (tracking.kind === 'failed') return halt(told, tracking.error);
  const primary = findPrimary(told);
  if (primary === undefined) {
    const missing = `deployments.apps ${JSON.stringify(names.primary)} not found`;
    return halt(told, `deployment ${names.primary}.${namespace} get query error: ${missing}`);
  }
  const { world } = told;
  const configs = new Set(Object.keys(tracking.checksums));
  const id = drawUuid(world.seed, world.drawn);
  const promoted = promotePrimary(primary, settings, { target, configs, id });
  const copied = copyConfigs(world.objects, settings, configs);
  const objects = putObject(copied, promoted, namespace);
  return next({ ...told, world: { ...world, objects, drawn: world.drawn + 1 } });
}
