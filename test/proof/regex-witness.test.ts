import fc from 'fast-check';
import { regexWitness } from '../../src/proof/regex-witness';

/** Expressions as routes have them, from small pieces. */
const piece = fc.constantFrom(
  'a',
  '/api',
  '\\.',
  '\\d',
  '\\w+',
  '.*',
  '.+',
  '[a-z]+',
  '[^/]*',
  '(v1|v2)',
  '(?:x|y|)',
  'b?',
  'c{2}',
  '\\d{1,3}',
  '[0-9a-f]{4}',
);
const expression = fc
  .array(fc.array(piece, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 })
  .map((alternatives) => alternatives.map((pieces) => pieces.join('')).join('|'));

describe('the witnesses of an expression', () => {
  it('match it as a whole, and there is one of every expression that routes use', () => {
    fc.assert(
      fc.property(expression, (source) => {
        const found = regexWitness(source);

        expect(found.length).toBeGreaterThan(0);
        for (const text of found) expect(text).toMatch(new RegExp(`^(?:${source})$`));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['always|never', ['always', 'never']],
    ['^/v[12]/.*$', ['/v1/', '/v1/a']],
    ['(?i)beta', ['beta']],
    ['.*\\.json', ['.json', 'a.json']],
    ['user-\\d{3}', ['user-000']],
    ['[^;]+; *canary=true', ['a;canary=true', 'a; canary=true']],
  ])('of %s are such as %j', (source, expected) => {
    expect(regexWitness(source)).toEqual(expected);
  });

  it.each(['(?=a)b', 'a(?!b)', '\\p{Greek}', '(a)\\1', '(', '[', 'a)'])(
    'of %s are none: it is not read',
    (source) => {
      expect(regexWitness(source)).toEqual([]);
    },
  );
});
