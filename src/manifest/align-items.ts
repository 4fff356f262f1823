/** What it costs to take one item for another; 0 where they are equal. */
export type ItemCost<Item> = (short: Item, long: Item) => number;

/**
 * The places in a longer list of the items of a shorter one, in order, so that the items cost least
 * together; of equal costs the earliest places. Takes time in proportion to both lengths.
 */
export function alignItems<Item>(
  shorter: readonly Item[],
  longer: readonly Item[],
  cost: ItemCost<Item>,
): readonly number[] {
  const slack = longer.length - shorter.length;
  // costs of the items from i on, with i + skipped as the first place: taken for i, and at best
  const taken: number[][] = shorter.map(() => []);
  const best: number[][] = [...shorter.map(() => []), Array<number>(slack + 1).fill(0)];
  for (let i = shorter.length - 1; i >= 0; i -= 1) {
    for (let skipped = slack; skipped >= 0; skipped -= 1) {
      const here = cost(shorter[i] as Item, longer[i + skipped] as Item);
      const total = here + at(best, i + 1, skipped);
      (taken[i] as number[])[skipped] = total;
      (best[i] as number[])[skipped] = Math.min(total, at(best, i, skipped + 1));
    }
  }
  let skipped = 0;
  return shorter.map((_, i) => {
    while (at(taken, i, skipped) > at(best, i, skipped)) skipped += 1;
    return i + skipped;
  });
}

function at(table: readonly (readonly number[])[], i: number, skipped: number): number {
  return table[i]?.[skipped] ?? Number.POSITIVE_INFINITY;
}
