/**
 * Groups items that share a key, directly or through others. Groups and their members are in order of appearance.
 */
export function groupByKeys<Item>(
  items: readonly Item[],
  keysOf: (item: Item) => readonly string[],
): readonly (readonly Item[])[] {
  const parents = items.map((_, index) => index);
  const find = (start: number): number => {
    let index = start;
    for (;;) {
      const parent = parents[index] ?? index;
      if (parent === index) return index;
      // halving the path keeps look-ups short
      parents[index] = parents[parent] ?? parent;
      index = parent;
    }
  };
  const owners = new Map<string, number>();
  items.forEach((item, index) => {
    for (const key of keysOf(item)) {
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, index);
      else {
        const [one, other] = [find(owner), find(index)];
        parents[Math.max(one, other)] = Math.min(one, other);
      }
    }
  });
  const groups = new Map<number, Item[]>();
  items.forEach((item, index) => {
    const root = find(index);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [item]);
    else group.push(item);
  });
  return [...groups.values()];
}
