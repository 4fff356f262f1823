import type { Draft } from './forward';
import type { Material } from './material';
import type { StateSpec } from './state';

/** A step of a way back; the last one is the baseline itself. */
export type BackDraft = Omit<Draft, 'gates'> | { readonly name: 'baseline' };

const NO_SPLIT = { weight: 0, headerRoutes: [], mirror: 0 } as const;

/**
 * The steps from a phase back to the baseline. Traffic first: until the primary is updated one
 * change of the VirtualServices is enough. Once the primary runs the new version alone, the way back
 * is the release in reverse: the old version comes back as the canary and takes all the traffic,
 * while the primary is changed back.
 */
export function draftWayBack(material: Material, from: Draft): readonly BackDraft[] {
  if (from.spec.primary === 'live') return [...leave(from.spec), { name: 'baseline' }];
  if (from.name === 'update-primary') {
    const back: StateSpec = { ...from.spec, primary: 'live' };
    return [{ name: 'primary-back', spec: back }, ...leave(back), { name: 'baseline' }];
  }
  return [...reverse(from.spec, material.reserve), { name: 'baseline' }];
}

function leave(spec: StateSpec): readonly BackDraft[] {
  const back: StateSpec = { ...spec, ...NO_SPLIT };
  return [
    { name: 'traffic-back', spec: back },
    { name: 'canary-off', spec: { ...back, canary: 'live', canaryReplicas: 0 } },
  ];
}

function reverse(spec: StateSpec, reserve: number): readonly BackDraft[] {
  const autoscaling = spec.autoscaling === 'free' ? 'held' : spec.autoscaling;
  // a number that is withdrawn resets to one pod, so it stays until the primary serves nobody
  const replicas = spec.retired === 'gone' ? 'fixed' : 'autoscaled';
  const rest: StateSpec = { ...spec, ...NO_SPLIT, autoscaling, replicas, retired: 'kept' };
  const ready: StateSpec = {
    ...rest,
    canary: 'live',
    canaryReplicas: Math.max(reserve, spec.canaryReplicas),
    config: ['live', 'to'],
    autoscaling: 'pinned',
  };
  const full: StateSpec = { ...ready, weight: 100 };
  const updated: StateSpec = { ...full, primary: 'live', replicas: 'autoscaled' };
  return [
    { name: 'rest', spec: rest },
    { name: 'canary-0', spec: ready },
    { name: 'canary-100', spec: full },
    { name: 'update-primary', spec: updated },
    { name: 'primary-100', spec: { ...updated, weight: 0, config: ['live'] } },
  ];
}
