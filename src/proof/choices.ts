import { keyOf } from '../manifest/identity';
import type { Labels } from '../manifest/labels';
import type { JsonObject, Manifest } from '../manifest/manifest';
import { groupKind } from '../manifest/workload';
import { labelsIn, listIn, objectIn, textIn } from '../mesh/json-field';

/** What an object may be while a transition runs. */
export interface Option {
  /** Undefined where the object is not there. */
  readonly manifest: Manifest | undefined;
  /** Which of the states it comes from; `between` is neither: an object that does not change at once. */
  readonly from: number | 'between';
}

/** An object that changes, with everything that it may be; the first option is the state before. */
export interface Choice {
  readonly key: string;
  readonly options: readonly Option[];
}

/** The objects that differ between states, each with its options. */
export function choicesBetween(states: readonly (readonly Manifest[])[]): readonly Choice[] {
  const there = new Map<Manifest, number>();
  for (const state of states) {
    for (const manifest of state) there.set(manifest, (there.get(manifest) ?? 0) + 1);
  }
  const byKey = new Map<string, (Manifest | undefined)[]>();
  states.forEach((state, index) => {
    for (const manifest of state) {
      if (there.get(manifest) === states.length) continue;
      const key = keyOf(manifest);
      const found = byKey.get(key) ?? Array<undefined>(states.length).fill(undefined);
      found[index] = manifest;
      byKey.set(key, found);
    }
  });
  const choices: Choice[] = [];
  for (const [key, found] of byKey) choices.push({ key, options: optionsOf(found) });
  return choices;
}

function optionsOf(found: readonly (Manifest | undefined)[]): readonly Option[] {
  const options: Option[] = [];
  found.forEach((manifest, from) => {
    if (options.some((option) => option.manifest === manifest)) return;
    options.push({ manifest, from });
  });
  const there = [...new Set(found)].filter((manifest) => manifest !== undefined);
  for (const [index, one] of there.entries()) {
    for (const other of there.slice(index + 1)) {
      for (const manifest of between(one, other)) options.push({ manifest, from: 'between' });
    }
  }
  return options;
}

/**
 * What a proxy may see of an object that does not change at once. The endpoints of a Service are worked out by another
 * controller than its ports are read, and those of a subset come to a proxy on another way than its cluster: for a while
 * only the pods that both selections share are surely there.
 */
function between(one: Manifest, other: Manifest): readonly Manifest[] {
  switch (groupKind(one)) {
    case '/Service':
      return serviceBetween(one, other);
    case 'networking.istio.io/DestinationRule':
      return subsetsBetween(one, other);
    default:
      return [];
  }
}

function serviceBetween(one: Manifest, other: Manifest): readonly Manifest[] {
  const [before, after] = [objectIn(one, 'spec'), objectIn(other, 'spec')];
  const selectors = [labelsIn(before, 'selector'), labelsIn(after, 'selector')] as const;
  if (sameLabels(...selectors)) return [];
  const both = { selector: bothOf(...selectors) };
  return [
    { ...one, spec: { ...before, ...both } },
    { ...other, spec: { ...after, ...both } },
  ];
}

function subsetsBetween(one: Manifest, other: Manifest): readonly Manifest[] {
  const before = new Map(
    listIn(objectIn(one, 'spec'), 'subsets').map((subset) => [
      textIn(subset, 'name') ?? '',
      labelsIn(subset, 'labels'),
    ]),
  );
  const spec = objectIn(other, 'spec');
  const after = listIn(spec, 'subsets');
  const subsets = after.map((subset) => {
    const old = before.get(textIn(subset, 'name') ?? '');
    const labels = labelsIn(subset, 'labels');
    if (old === undefined || sameLabels(old, labels)) return subset;
    return { ...(subset as JsonObject), labels: bothOf(old, labels) };
  });
  const differs = subsets.some((subset, index) => subset !== after[index]);
  return differs ? [{ ...other, spec: { ...spec, subsets } }] : [];
}

/** Labels that a pod must have to be selected by both; where they contradict each other no pod is. */
function bothOf(one: Labels, other: Labels): Labels {
  const both: Record<string, string> = { ...one };
  for (const [key, value] of Object.entries(other)) {
    const first = one[key];
    both[key] = first !== undefined && first !== value ? NOBODY : value;
  }
  return both;
}

/** No label has this value: it is no legal one. */
const NOBODY = '/';

function sameLabels(one: Labels, other: Labels): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => one[key] === other[key]);
}
