import * as fc from 'fast-check';
import { changesBetween, isSameState } from '../../src/compile/changes';
import type { Change } from '../../src/compile/phase';
import { keyOf } from '../../src/manifest/identity';
import type { Manifest } from '../../src/manifest/manifest';
import { configMap } from './shop';

describe('the changes between two states', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((name) => configMap(name, '1'));
  const changed = configMap('b', '2');

  it('are what is added and changed in the order of the new state, then what is removed', () => {
    expect(changesBetween([a!, b!], [c!, changed])).toEqual([
      { kind: 'added', after: c },
      { kind: 'changed', before: b, after: changed },
      { kind: 'removed', before: a },
    ]);
  });

  it('are none where the objects are the same, whatever their order', () => {
    expect(changesBetween([a!, b!], [b!, a!])).toEqual([]);
  });

  it('are those of a comparison object by object, for any two states', () => {
    fc.assert(
      fc.property(state, state, (before, after) => {
        expect(changesBetween(before, after)).toEqual(compareOneByOne(before, after));
      }),
    );
  });

  it('are none exactly where the states count as the same', () => {
    fc.assert(
      fc.property(state, state, (before, after) => {
        const none = changesBetween(before, after).length === 0;
        expect(isSameState(before, after)).toBe(none);
      }),
    );
  });
});

/** Two versions of each of a few objects, shared by identity as those of a release are. */
const pool = ['a', 'b', 'c', 'd', 'e'].map((name) => [configMap(name, '1'), configMap(name, '2')]);

const state = fc
  .shuffledSubarray(pool)
  .chain((objects) => fc.tuple(...objects.map((versions) => fc.constantFrom(...versions))));

function compareOneByOne(
  before: readonly Manifest[],
  after: readonly Manifest[],
): readonly Change[] {
  const at = (objects: readonly Manifest[], wanted: Manifest): Manifest | undefined =>
    objects.find((object) => keyOf(object) === keyOf(wanted));
  return [
    ...after.flatMap((object): readonly Change[] => {
      const old = at(before, object);
      if (old === object) return [];
      return old === undefined
        ? [{ kind: 'added', after: object }]
        : [{ kind: 'changed', before: old, after: object }];
    }),
    ...before
      .filter((object) => at(after, object) === undefined)
      .map((object) => ({ kind: 'removed' as const, before: object })),
  ];
}
