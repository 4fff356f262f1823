import { done, type Router } from './router';
import { ALL_CANARY, ALL_PRIMARY } from './weights';

/** Provider kubernetes: no routes; what is answered follows the iterations alone. */
export const noRouter: Router = {
  reconcile: done,
  read: ({ status }) => ({
    kind: 'weights',
    routes: status.iterations > 0 ? ALL_CANARY : ALL_PRIMARY,
  }),
  write: done,
};

/**
 * Providers whose objects are weights and nothing else, as far as the controller's decisions go:
 * SMI, Traefik, Contour, Gloo, App Mesh, Kuma, Skipper. They never report a mirror.
 */
export const splitRouter: Router = {
  reconcile: (tick) =>
    done(
      tick.world.split === undefined
        ? { ...tick, world: { ...tick.world, split: { primary: 100, canary: 0 } } }
        : tick,
    ),
  read: ({ world, settings }) => {
    const what = `TrafficSplit ${settings.names.apex}.${settings.namespace}`;
    if (world.split === undefined) {
      const missing = `trafficsplits.split.smi-spec.io ${JSON.stringify(settings.names.apex)} not found`;
      return { kind: 'absent', error: `${what} get query error ${missing}` };
    }
    return { kind: 'weights', routes: { ...world.split, mirrored: false } };
  },
  write: (tick, { primary, canary }) => {
    if (tick.world.split !== undefined) {
      return done({ ...tick, world: { ...tick.world, split: { primary, canary } } });
    }
    const reading = splitRouter.read(tick);
    return reading.kind === 'absent' ? { kind: 'refused', error: reading.error } : done(tick);
  },
};
