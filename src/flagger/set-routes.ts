import { chooseRouter } from './choose-router';
import { halt, type Step, type Tick } from './tick';
import type { Routes } from './weights';

/** Write weights and mirror, then go on; a refusal ends the tick with a warning. */
export function setRoutes(tick: Tick, routes: Routes, next: Step): Tick {
  const attempt = chooseRouter(tick.settings).write(tick, routes);
  return attempt.kind === 'refused' ? halt(tick, attempt.error) : next(attempt.tick);
}

/** T10: create or repair the routes. */
export function reconcileRoutes(tick: Tick): Tick {
  const attempt = chooseRouter(tick.settings).reconcile(tick);
  return attempt.kind === 'refused' ? halt(tick, attempt.error) : attempt.tick;
}

/** T14: read the weights. */
export function readRoutes(tick: Tick): Tick {
  const reading = chooseRouter(tick.settings).read(tick);
  return reading.kind === 'weights'
    ? { ...tick, routes: reading.routes }
    : halt(tick, reading.error);
}
