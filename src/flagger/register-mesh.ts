import { reconcileRoutes } from './set-routes';
import type { Tick } from './tick';

/** App Mesh has its routes before the primary: pods that come earlier would get no proxy. */
export function registerMesh(tick: Tick): Tick {
  return tick.settings.provider.startsWith('appmesh') ? reconcileRoutes(tick) : tick;
}
