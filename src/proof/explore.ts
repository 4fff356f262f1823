import type { Manifest } from '../manifest/manifest';
import { intersectHosts } from '../mesh/host-name';
import type { Destination, Outcome } from '../mesh/outcome-kinds';
import type { Choice, Option } from './choices';
import type { Call, Scene } from './scene';
import type { Transition } from './transition';

/** What some of the changing objects are; all others are as in the state before, or don't matter. */
export type Mixture = ReadonlyMap<Choice, Option>;

/** Everything that can become of a call under one choice of the objects that decide its route. */
export interface Branch {
  readonly mixture: Mixture;
  readonly outcome: Outcome;
  /** Groups of destinations that share no changing object: what becomes of one says nothing of another. */
  readonly groups: readonly Group[];
}

/** Destinations that change together, with all that can become of them. */
export interface Group {
  readonly ends: readonly End[];
}

/** What becomes of the destinations of a group under one choice of the objects that decide them. */
export interface End {
  readonly mixture: Mixture;
  readonly outcome: Outcome;
  readonly destinations: readonly Destination[];
}

/**
 * All outcomes of a call over every mixture of a transition. Exhaustive: the objects that decide its route are enumerated;
 * below each choice of these, destinations are enumerated group by group, because what becomes of a destination depends only
 * on its own objects, and a sum over independent destinations needs no product.
 */
export function explore(scene: Scene, call: Call, transition: Transition): readonly Branch[] {
  const relevant = transition.routing.filter(({ key }) => call.cone.parts.has(key));
  const isRoute = ({ key }: Choice): boolean => call.cone.parts.get(key)?.kind === 'route';
  const below = relevant.filter((choice) => !isRoute(choice));
  return combinations(relevant.filter(isRoute)).map((mixture) => {
    const outcome = ask(scene, call, mixture, transition.base);
    const groups = groupsOf(outcome, call, below).map(({ indexes, choices }) => ({
      ends: combinations(choices).map((chosen): End => {
        const both = chosen.size === 0 ? mixture : new Map([...mixture, ...chosen]);
        const found = chosen.size === 0 ? outcome : ask(scene, call, both, transition.base);
        const all = destinationsOf(found);
        return {
          mixture: both,
          outcome: found,
          destinations: indexes.flatMap((index) => all[index] ?? []),
        };
      }),
    }));
    return { mixture, outcome, groups };
  });
}

/** The outcome of a call in a mixture. */
export function ask(
  scene: Scene,
  call: Call,
  mixture: Mixture,
  base: ReadonlyMap<string, Manifest>,
): Outcome {
  return scene.outcomeOf(call, (key) => {
    for (const [choice, option] of mixture) if (choice.key === key) return option.manifest;
    return base.get(key);
  });
}

/** The destinations of an outcome; one that is not delivered has none. */
export function destinationsOf(outcome: Outcome): readonly Destination[] {
  return 'destinations' in outcome ? outcome.destinations : [];
}

interface Split {
  readonly indexes: readonly number[];
  readonly choices: readonly Choice[];
}

/** Destinations in groups that share no changing object. What is not modelled as it stands may be so otherwise: one group. */
function groupsOf(outcome: Outcome, call: Call, below: readonly Choice[]): readonly Split[] {
  if (outcome.kind === 'unknown') return [{ indexes: [], choices: below }];
  let groups: Split[] = [];
  destinationsOf(outcome).forEach(({ cluster }, index) => {
    const host = cluster.split('|')[3] ?? cluster;
    let merged: Split = { indexes: [index], choices: below.filter((c) => decides(c, host, call)) };
    const apart: Split[] = [];
    for (const group of groups) {
      if (group.choices.some((choice) => merged.choices.includes(choice))) {
        const choices = [...new Set([...group.choices, ...merged.choices])];
        merged = { indexes: [...group.indexes, ...merged.indexes], choices };
      } else {
        apart.push(group);
      }
    }
    groups = [...apart, merged];
  });
  return groups;
}

function decides({ key }: Choice, host: string, call: Call): boolean {
  const part = call.cone.parts.get(key);
  return (
    part?.kind === 'destination' &&
    part.hosts.some((pattern) => intersectHosts(pattern, host) !== undefined)
  );
}

/** Every choice of one option for each object. */
export function combinations(choices: readonly Choice[]): readonly Mixture[] {
  let made: readonly Mixture[] = [NOTHING];
  for (const choice of choices) {
    made = made.flatMap((mixture) =>
      choice.options.map((option) => new Map([...mixture, [choice, option]])),
    );
  }
  return made;
}

const NOTHING: Mixture = new Map();
