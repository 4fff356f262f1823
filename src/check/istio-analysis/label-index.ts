import { selects, type Labels } from '../../manifest/labels';

/** Things found by their labels, without looking at all of them. */
export interface LabelIndex<Item> {
  /** The items that carry every pair of a selector, in order; all of them for an empty selector, as Istio reads it. */
  readonly matching: (selector: Labels) => readonly Item[];
  readonly all: readonly Item[];
}

/** Index items by their labels. The index is made at its first use. */
export function labelIndex<Item>(
  items: readonly Item[],
  labelsOf: (item: Item) => Labels,
): LabelIndex<Item> {
  let byPair: ReadonlyMap<string, readonly Item[]> | undefined;
  return {
    all: items,
    matching: (selector) => {
      const pairs = Object.entries(selector);
      if (pairs.length === 0 || items.length === 0) return items;
      byPair ??= indexPairs(items, labelsOf);
      let fewest: readonly Item[] = items;
      for (const [key, value] of pairs) {
        const found = byPair.get(`${key}=${value}`);
        if (found === undefined) return [];
        if (found.length < fewest.length) fewest = found;
      }
      return pairs.length === 1
        ? fewest
        : fewest.filter((item) => selects(selector, labelsOf(item)));
    },
  };
}

function indexPairs<Item>(
  items: readonly Item[],
  labelsOf: (item: Item) => Labels,
): ReadonlyMap<string, readonly Item[]> {
  const byPair = new Map<string, Item[]>();
  for (const item of items) {
    for (const [key, value] of Object.entries(labelsOf(item))) {
      push(byPair, `${key}=${value}`, item);
    }
  }
  return byPair;
}

/** Items by a key, in order of appearance. */
export function groupBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) push(groups, keyOf(item), item);
  return groups;
}

/** A selector as Kubernetes prints it: `app=web,istio=ingressgateway`, sorted by key. */
export function tellSelector(selector: Labels): string {
  return Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',');
}

function push<Item>(groups: Map<string, Item[]>, key: string, item: Item): void {
  const members = groups.get(key);
  if (members === undefined) groups.set(key, [item]);
  else members.push(item);
}
