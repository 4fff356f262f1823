import * as fc from 'fast-check';
import { alignItems } from '../../src/manifest/align-items';

const distance = (a: number, b: number): number => Math.abs(a - b);

describe('the items of a shorter list', () => {
  it('are found in the longer one', () => {
    expect(alignItems([2, 4], [1, 2, 3, 4], distance)).toEqual([1, 3]);
    expect(alignItems([], [1, 2], distance)).toEqual([]);
    expect(alignItems([1, 2], [1, 2], distance)).toEqual([0, 1]);
  });

  it('are taken at the earliest place where several are as good', () => {
    expect(alignItems([1], [1, 1, 1], distance)).toEqual([0]);
  });

  it('cost as little as in the best of all choices', () => {
    const numbers = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 7 });
    fc.assert(
      fc.property(numbers, numbers, (one, other) => {
        const [shorter, longer] = one.length < other.length ? [one, other] : [other, one];
        const costOf = (places: readonly number[]): number =>
          places.reduce((sum, place, i) => sum + distance(shorter[i]!, longer[place]!), 0);
        const found = alignItems(shorter, longer, distance);

        expect(found).toEqual([...new Set(found)].sort((a, b) => a - b));
        expect(costOf(found)).toBe(Math.min(...choices(longer.length, shorter.length).map(costOf)));
      }),
      { numRuns: 200 },
    );
  });
});

/** All ways to choose places in order. */
function choices(places: number, count: number, from = 0): readonly (readonly number[])[] {
  if (count === 0) return [[]];
  const heads = Array.from({ length: places - from }, (_, index) => from + index);
  return heads.flatMap((head) =>
    choices(places, count - 1, head + 1).map((rest) => [head, ...rest]),
  );
}
