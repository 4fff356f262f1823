import { keyOf } from '../manifest/identity';
import type { Manifest } from '../manifest/manifest';
import type { MeshSettings } from '../mesh/mesh-settings';
import { bothOf } from './both';
import { choicesBetween } from './choices';
import type { Expectations } from './expectations';
import { internStates } from './intern-states';
import { isSafe, proveMixing } from './prove';
import { Scene } from './scene';
import type { TransitionProof } from './violation';

/** A way from one state to another by safe transitions. */
export type Splitting =
  /** One transition does. */
  | { readonly kind: 'safe' }
  /** The states between, each left when it has settled. Fewer do not do. */
  | { readonly kind: 'split'; readonly between: readonly (readonly Manifest[])[] }
  /** No order was found; what the transition as a whole breaks. */
  | { readonly kind: 'impossible'; readonly proof: TransitionProof };

/**
 * Finds the fewest safe transitions that lead from one state to another where one is not safe: first what routes need, then
 * the routes, then what they no longer need. Besides old and new, an object may be both for a while: a DestinationRule with
 * the subsets of both, a Service with both ports, a Gateway with both hosts. Objects without influence change in the last one.
 */
export function splitTransition(
  before: readonly Manifest[],
  after: readonly Manifest[],
  expectations: Expectations = {},
  settings?: MeshSettings,
): Splitting {
  const states = internStates([before, after]);
  const [first = [], last = []] = states;
  const scene = new Scene(states, settings);
  const proof = proveMixing(scene, { states }, expectations);
  if (isWithoutErrors(proof)) return { kind: 'safe' };
  const steps = stepsOf(first, last, proof);
  const wide = new Scene([first, last, ...extremes(first, last, steps)], settings);
  const found = search(wide, first, last, steps, expectations);
  return found === undefined ? { kind: 'impossible', proof } : { kind: 'split', between: found };
}

function isWithoutErrors({ violations }: TransitionProof): boolean {
  return violations.every(({ severity }) => severity !== 'error');
}

/** An object, and what it is in turn: old, perhaps both, new. */
interface Stages {
  readonly key: string;
  readonly stages: readonly (Manifest | undefined)[];
}

/** More objects than this are not put in order one by one: the search would not end. */
const MOST_OBJECTS = 6;

/** The objects whose order matters: those of the counter-examples; all, where these are few. */
function stepsOf(
  before: readonly Manifest[],
  after: readonly Manifest[],
  { violations }: TransitionProof,
): readonly Stages[] {
  const all = choicesBetween([before, after]).map(({ key, options }): Stages => {
    const [old, young] = options.map(({ manifest }) => manifest);
    const both = old === undefined || young === undefined ? undefined : bothOf(old, young);
    return { key, stages: both === undefined ? [old, young] : [old, both, young] };
  });
  if (all.length <= MOST_OBJECTS) return all;
  const told = violations.flatMap(({ applied, waiting, pods }) => [
    ...applied,
    ...waiting,
    ...pods,
  ]);
  const named = all.filter(({ key }) => {
    const [, kind = '', namespace = '', name = ''] = key.split('/');
    const text = `${kind} ${namespace === '' ? name : `${namespace}/${name}`}`;
    return told.some((phrase) => `${phrase} `.includes(`${text} `));
  });
  return named.slice(0, MOST_OBJECTS);
}

/** States that hold every stage of every object, so that a scene knows all of them. */
function extremes(
  before: readonly Manifest[],
  after: readonly Manifest[],
  steps: readonly Stages[],
): readonly (readonly Manifest[])[] {
  const both = steps.filter(({ stages }) => stages.length > 2);
  if (both.length === 0) return [];
  return [
    mix(
      before,
      after,
      steps,
      steps.map(({ stages }) => (stages.length > 2 ? 1 : 0)),
    ),
  ];
}

type Vector = readonly number[];

/** More transitions than this are not proved in one search. */
const MOST_PROOFS = 4000;

function search(
  scene: Scene,
  before: readonly Manifest[],
  after: readonly Manifest[],
  steps: readonly Stages[],
  expectations: Expectations,
): readonly (readonly Manifest[])[] | undefined {
  const end = steps.map(({ stages }) => stages.length - 1);
  const vectors = everyVector(end);
  const states = new Map<string, readonly Manifest[]>();
  const stateOf = (vector: Vector): readonly Manifest[] => {
    const name = vector.join();
    const isEnd = vector.every((stage, index) => stage === end[index]);
    const state = states.get(name) ?? (isEnd ? after : mix(before, after, steps, vector));
    states.set(name, state);
    return state;
  };
  let proofs = 0;
  let paths: readonly (readonly Vector[])[] = [[end.map(() => 0)]];
  const reached = new Set<string>([end.map(() => 0).join()]);
  while (paths.length > 0) {
    const longer: (readonly Vector[])[] = [];
    for (const path of paths) {
      const from = path.at(-1) ?? [];
      for (const to of vectors) {
        if (reached.has(to.join()) || !isLater(to, from)) continue;
        proofs += 1;
        if (proofs > MOST_PROOFS) return undefined;
        if (!isSafe(scene, { states: [stateOf(from), stateOf(to)] }, expectations)) continue;
        reached.add(to.join());
        const found = [...path, to];
        if (to.join() === end.join()) return found.slice(1, -1).map(stateOf);
        longer.push(found);
      }
    }
    paths = longer;
  }
  return undefined;
}

/** Every state of the objects: those with fewer objects that are both first, of these those that are furthest on. */
function everyVector(end: Vector): readonly Vector[] {
  let made: readonly Vector[] = [[]];
  for (const last of end) {
    const stages = Array.from({ length: last + 1 }, (_, index) => last - index);
    made = made.flatMap((vector) => stages.map((stage) => [...vector, stage]));
  }
  const halves = (vector: Vector): number =>
    vector.filter((stage, index) => stage > 0 && stage < (end[index] ?? 0)).length;
  return [...made].sort((one, other) => halves(one) - halves(other));
}

function isLater(to: Vector, from: Vector): boolean {
  return to.every((stage, index) => stage >= (from[index] ?? 0));
}

/** The state in which the objects are at some stages, and everything else is as before. */
function mix(
  before: readonly Manifest[],
  after: readonly Manifest[],
  steps: readonly Stages[],
  vector: Vector,
): readonly Manifest[] {
  const chosen = new Map(steps.map(({ key, stages }, index) => [key, stages[vector[index] ?? 0]]));
  const kept = before.flatMap((manifest) => {
    const key = keyOf(manifest);
    return chosen.has(key) ? (chosen.get(key) ?? []) : [manifest];
  });
  const known = new Set(before.map(keyOf));
  const added = after.flatMap((manifest) => {
    const key = keyOf(manifest);
    return known.has(key) ? [] : (chosen.get(key) ?? []);
  });
  return [...kept, ...added];
}
