import { describe } from '../manifest/identity';
import type { Manifest } from '../manifest/manifest';
import { groupKind } from '../manifest/workload';
import type { Choice, Option } from './choices';
import type { Mixture } from './explore';
import type { PodState } from './pod-states';

/** What has happened in a counter-example, what has not, and what goes on. */
export interface Circumstances {
  readonly applied: readonly Event[];
  readonly waiting: readonly Event[];
  /** What goes on, one phrase each. */
  readonly between: readonly string[];
}

/** One thing that happens in a transition. */
export interface Event {
  /** The object that it happens to, as people name it. */
  readonly object: string;
  readonly what: 'arrival' | 'removal' | PodState['change'];
}

/** Read a mixture of objects, and the state of the pods, as events. */
export function circumstancesOf(mixture: Mixture, pods: readonly PodState[]): Circumstances {
  const entries = [...mixture];
  const isApplied = ([, { from }]: readonly [Choice, Option]): boolean => from !== 0;
  const objects = entries.filter(([, { from }]) => from !== 'between');
  const podsAt = (kind: PodState['kind']): readonly PodState[] =>
    pods.filter((state) => state.kind === kind);
  return {
    applied: [...objects.filter(isApplied).map(eventOf), ...podsAt('after').map(podEvent)],
    waiting: [
      ...objects.filter((entry) => !isApplied(entry)).map(eventOf),
      ...podsAt('before').map(podEvent),
    ],
    between: [
      ...entries.filter(([, { from }]) => from === 'between').map(tellSelection),
      ...podsAt('between').map(tellPods),
    ],
  };
}

/** The object of an event: `the removal of Service shop/web` where it goes. */
export function tellEvent({ object, what }: Event): string {
  return what === 'removal' ? `the removal of ${object}` : object;
}

/** The circumstances as the beginning of a sentence: `if VirtualService shop/web arrives before DestinationRule shop/web`. */
export function tellCircumstances({ applied, waiting, between }: Circumstances): string {
  const meanwhile = between.length === 0 ? '' : `while ${listOf(between)}`;
  if (applied.length === 0) return meanwhile === '' ? 'as it stands' : meanwhile;
  if (waiting.length === 0 && meanwhile === '') return `once ${clausesOf(applied)}`;
  const order = waiting.length === 0 ? '' : ` before ${later(applied, waiting)}`;
  return `if ${clausesOf(applied)}${order}${meanwhile === '' ? '' : `, ${meanwhile}`}`;
}

/** Names in a sentence: `a, b and c`. */
export function listOf(items: readonly string[]): string {
  return items.length < 2
    ? (items[0] ?? '')
    : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}

function eventOf([choice, { manifest }]: readonly [Choice, Option]): Event {
  const { options } = choice;
  const found = manifest ?? options.find((option) => option.manifest !== undefined)?.manifest;
  const goes = options[0]?.manifest !== undefined && lastOf(options) === undefined;
  return {
    object: found === undefined ? choice.key : describe(found),
    what: goes ? 'removal' : 'arrival',
  };
}

/** What an object is in the last of the states. */
function lastOf(options: readonly Option[]): Manifest | undefined {
  return options.findLast(({ from }) => from !== 'between')?.manifest;
}

function podEvent({ manifest, change }: PodState): Event {
  return { object: describe(manifest), what: change };
}

/** What comes later; a verb that was said is not said again. */
function later(applied: readonly Event[], waiting: readonly Event[]): string {
  const all = [...applied, ...waiting];
  const named = listOf(waiting.map(({ object }) => object));
  if (all.every(({ what }) => what === 'arrival')) return named;
  if (all.every(({ what }) => what === 'removal')) {
    return `${named} ${waiting.length === 1 ? 'is' : 'are'}`;
  }
  return clausesOf(waiting);
}

function clausesOf(events: readonly Event[]): string {
  const byWhat = new Map<Event['what'], string[]>();
  for (const { what, object } of events) {
    byWhat.set(what, [...(byWhat.get(what) ?? []), object]);
  }
  return listOf([...byWhat].map(([what, objects]) => clauseOf(what, objects)));
}

function clauseOf(what: Event['what'], objects: readonly string[]): string {
  const one = objects.length === 1;
  const named = listOf(objects);
  switch (what) {
    case 'arrival':
      return `${named} ${one ? 'arrives' : 'arrive'}`;
    case 'removal':
      return `${named} ${one ? 'is' : 'are'} removed`;
    case 'start':
      return `the pods of ${named} are ready`;
    case 'stop':
      return `the pods of ${named} are gone`;
    case 'replace':
      return `the pods of ${named} are replaced`;
    case 'scale-up':
      return `${named} ${one ? 'is' : 'are'} scaled up`;
    case 'scale-down':
      return `${named} ${one ? 'is' : 'are'} scaled down`;
  }
}

function tellSelection([choice]: readonly [Choice, Option]): string {
  const found = choice.options.find((option) => option.manifest !== undefined)?.manifest;
  if (found === undefined) return `${choice.key} changes`;
  const what = groupKind(found) === '/Service' ? 'the selector' : 'the labels of a subset';
  return `${what} of ${describe(found)} ${what === 'the selector' ? 'changes' : 'change'}`;
}

function tellPods({ manifest, change }: PodState): string {
  const named = describe(manifest);
  const told: Readonly<Record<PodState['change'], string>> = {
    start: `the pods of ${named} start`,
    stop: `the pods of ${named} stop`,
    replace: `the pods of ${named} are being replaced`,
    'scale-up': `${named} is being scaled up`,
    'scale-down': `${named} is being scaled down`,
  };
  return told[change];
}
