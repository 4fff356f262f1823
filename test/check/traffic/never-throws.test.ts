import * as fc from 'fast-check';
import { hygieneRules } from '../../../src/check/hygiene/hygiene-rules';
import { trafficRules } from '../../../src/check/traffic/traffic-rules';
import type { Json, JsonObject, Manifest } from '../../../src/manifest/manifest';
import { hygieneCases } from '../hygiene/cases';
import { bindingCases } from './cases/bindings';
import { bypassCases } from './cases/bypass';
import { destinationCases } from './cases/destinations';
import { ruleCases } from './cases/rules-and-weights';
import { findIn } from './rule-case';

const rules = [...trafficRules, ...hygieneRules];
const seeds = [
  ...bindingCases,
  ...bypassCases,
  ...destinationCases,
  ...ruleCases,
  ...hygieneCases,
].flatMap(({ fails, passes }) => [fails, passes]);
const junk: readonly Json[] = [null, 0, -1, '', 'x', '*', true, [], {}, [null], [[]], { a: null }];

/** A copy of a value with one of its parts replaced: which one, and by what, the numbers say. */
function damage(value: Json, at: number, by: Json): Json {
  const paths = pathsIn(value);
  const path = paths[at % paths.length] ?? [];
  return replace(value, path, by);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function pathsIn(
  value: Json,
  path: readonly (string | number)[] = [],
): (readonly (string | number)[])[] {
  const below =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, item]) => pathsIn(item as Json, [...path, key]))
      : [];
  return [path, ...below];
}

function replace(value: Json, [first, ...rest]: readonly (string | number)[], by: Json): Json {
  if (first === undefined) return by;
  if (Array.isArray(value)) {
    return (value as Json[]).map((item, index) =>
      `${index}` === `${first}` ? replace(item, rest, by) : item,
    );
  }
  const object = value as Record<string, Json>;
  return { ...object, [first]: replace(object[`${first}`] ?? null, rest, by) };
}

describe('rules on broken objects', () => {
  it('never throw, whatever stands in the place of a field', () => {
    const cut = fc.tuple(fc.nat(), fc.constantFrom(...junk));
    fc.assert(
      fc.property(
        fc.constantFrom(...seeds),
        fc.array(fc.tuple(fc.nat(), cut), { minLength: 1, maxLength: 5 }),
        (seed, cuts) => {
          let state = [...seed];
          for (const [which, [at, by]] of cuts) {
            const index = which % state.length;
            const { apiVersion, kind, metadata, ...rest } = state[index] as Manifest;
            const damaged = damage(rest, at, by);
            const fields = isObject(damaged) ? damaged : {};
            const odd = at % 3 === 0 ? { labels: by, annotations: by, ownerReferences: by } : {};
            const named = { ...metadata, ...odd };
            state = state.with(index, { ...fields, apiVersion, kind, metadata: named } as Manifest);
          }
          const found = findIn(rules, state);
          expect(found.every(({ said }) => !/undefined|NaN|Infinity/u.test(said))).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});
