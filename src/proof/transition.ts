import type { Manifest } from '../manifest/manifest';
import { choicesBetween, type Choice } from './choices';
import type { Sizes } from './readiness';
import { routes, type Scene } from './scene';

/** States that mix: usually two neighbours, the one before first. */
export interface Transition {
  readonly states: readonly (readonly Manifest[])[];
  /** Everything that changes. */
  readonly choices: readonly Choice[];
  /** What changes and decides where requests go. */
  readonly routing: readonly Choice[];
  /** How many pods there may be meanwhile. */
  readonly sizes: Sizes;
  /** The objects of the state before, by key. */
  readonly base: ReadonlyMap<string, Manifest>;
}

/** Which states mix. */
export interface Mixing {
  /** States that objects may be of; the one before first, the one after last. */
  readonly states: readonly (readonly Manifest[])[];
  /** States that pods may be of. @default as `states` */
  readonly pods?: readonly (readonly Manifest[])[];
}

/** Prepare a transition of a scene. */
export function transitionOf(scene: Scene, { states, pods = states }: Mixing): Transition {
  const choices = choicesBetween(states);
  return {
    states,
    choices,
    routing: choices.filter(({ options }) =>
      options.some(({ manifest }) => manifest !== undefined && routes(manifest)),
    ),
    sizes: scene.classes.between(pods),
    base: scene.baseOf(states[0] ?? []),
  };
}
