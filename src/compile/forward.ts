import type { Gate } from '../plan/gate';
import { canarySizes } from './canary-size';
import type { Material } from './material';
import { finalSpec, type StateSpec } from './state';
import { stopsOf } from './stops';

/** One phase to come: its name, its state, and the gates to leave it. */
export interface Draft {
  readonly name: string;
  readonly spec: StateSpec;
  readonly gates: readonly Gate[];
}

/** The phases of a release forward, after the baseline. */
export function draftForward(material: Material): readonly Draft[] {
  const { plan, capacity } = material;
  const stops = stopsOf(plan.steps);
  const sizes = canarySizes(stops, capacity);
  const full = Math.max(capacity, ...sizes);
  const canary = stops.map(({ name, gates, weight, headerRoutes, mirror }, index) => {
    const canaryReplicas = weight === 100 ? full : (sizes[index] ?? full);
    return {
      name,
      gates,
      spec: {
        ...restSpec(),
        ...split(weight, headerRoutes, mirror),
        ...whileCanary(canaryReplicas),
      },
    };
  });
  return [
    { name: 'rest', spec: restSpec(), gates: [] },
    ...canary,
    ...draftEnd(canary[canary.length - 1] as Draft),
  ];
}

/** The baseline with everything else as today: what is outside the tracks' pod templates. */
export function restSpec(): StateSpec {
  return {
    ...finalSpec(),
    primary: 'live',
    canary: 'live',
    config: ['live'],
    autoscaling: 'held',
    retired: 'kept',
  };
}

function draftEnd(full: Draft): readonly Draft[] {
  const updating: StateSpec = { ...full.spec, primary: 'to' };
  const back: StateSpec = {
    ...updating,
    ...split(0, [], 0),
    config: ['to'],
    retired: 'scaled-to-zero',
  };
  return [
    { name: 'update-primary', spec: updating, gates: [] },
    { name: 'primary-100', spec: back, gates: [] },
    { name: 'done', spec: finalSpec(), gates: [] },
  ];
}

function split(
  weight: number,
  headerRoutes: StateSpec['headerRoutes'],
  mirror: number,
): Pick<StateSpec, 'weight' | 'headerRoutes' | 'mirror'> {
  return { weight, headerRoutes, mirror };
}

function whileCanary(canaryReplicas: number): Partial<StateSpec> {
  return { canary: 'to', canaryReplicas, config: ['live', 'to'], autoscaling: 'pinned' };
}
