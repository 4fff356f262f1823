import fc from 'fast-check';
import { matchesString, regexMatch, segmentMatch } from '../../src/mesh/string-match';
import type { StringMatch } from '../../src/mesh/string-match';
import { cellsOf } from '../../src/proof/cells';

function conditionOf(letters: readonly string[]): fc.Arbitrary<StringMatch> {
  const text = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 3 });
  return fc.oneof(
    text.map((value): StringMatch => ({ kind: 'exact', value })),
    text.map((value): StringMatch => ({ kind: 'prefix', value })),
    text.map((value) => segmentMatch(`/${value}`)),
    fc.constant<StringMatch>({ kind: 'present' }),
  );
}

describe('the cells of some conditions', () => {
  it.each([
    ['of one case', ['/', 'a', 'b'], 5, 5],
    ['of both cases', ['/', 'a', 'A'], 2, 6],
  ])('hold a value for each way in which any string %s fulfils them', (_, letters, most, long) => {
    const all = strings(letters, long);
    fc.assert(
      fc.property(
        fc.array(conditionOf(letters), { minLength: 1, maxLength: most }),
        (conditions) => {
          const { values, missed } = cellsOf(conditions, '/zz');
          const met = new Set(values.map((value) => truthOf(conditions, value)));
          const possible = new Set(all.map((value) => truthOf(conditions, value)));

          expect([...possible].filter((truth) => !met.has(truth))).toEqual([]);
          expect(missed).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('hold one value only for what the conditions cannot tell apart', () => {
    const { values } = cellsOf([{ kind: 'prefix', value: '/' }], '/');

    expect(values).toEqual(['/', 'zz-any']);
  });

  it.each([
    ['a prefix and an ending', '/api', '.*\\.json'],
    ['a prefix and any letters', '/demo/', '/d[a-z]*/.+'],
    ['a prefix and a choice', '/v', '/(v1|w2)/x'],
  ])('hold a value that fulfils both %s', (_, prefix, source) => {
    const conditions = [{ kind: 'prefix', value: prefix } as const, regexMatch(source)];
    const { values, missed } = cellsOf(conditions, '/');

    expect(missed).toEqual([]);
    expect(new Set(values.map((value) => asWritten(conditions, value)))).toEqual(
      new Set(['11', '10', '01', '00']),
    );
  });

  it('tell of a condition that they cannot fulfil', () => {
    const never = regexMatch('a(?=b)');

    expect(cellsOf([never, { kind: 'exact', value: 'a' }], '-').missed).toEqual([never]);
  });
});

function truthOf(conditions: readonly StringMatch[], value: string): string {
  return conditions
    .map((one) => [matchesString(one, value), matchesString(one, value, 'any-case')].join())
    .join(' ');
}

function asWritten(conditions: readonly StringMatch[], value: string): string {
  return conditions.map((one) => (matchesString(one, value) === true ? '1' : '0')).join('');
}

function strings(letters: readonly string[], length: number): readonly string[] {
  if (length === 0) return [''];
  const shorter = strings(letters, length - 1);
  return ['', ...shorter.flatMap((rest) => letters.map((letter) => letter + rest))];
}
