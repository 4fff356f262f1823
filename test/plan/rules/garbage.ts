import fc from 'fast-check';
import { isRecord } from '../../../src/plan/rules/record';

/** A change of one place: the path to it, and what is put there. */
export interface Mutation {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** Values that people do write by mistake, beside any that JavaScript knows. */
const mistakes: readonly unknown[] = [
  ...[undefined, null, '', ' ', '0', '20', 'a/b', '..', 'A', 'api', 'api-canary', '5m', '100%'],
  ...[0, -1, 1, 0.5, 80, 443, 8080, 100, 101, Number.NaN, Number.POSITIVE_INFINITY, true, false],
  ...[[], {}, [null], [{}], [''], { name: 'x' }, { port: 80 }, { exact: 'x' }, [{ match: [{}] }]],
];

const anything = fc.anything({
  maxDepth: 2,
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
  withObjectString: true,
  withSparseArray: true,
  withTypedArray: true,
});

/** Any value, with a taste for those that are nearly right. */
export const garbage: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...mistakes) },
  { weight: 1, arbitrary: anything },
);

/** Any value that can stand in a manifest. */
export const jsonGarbage: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(...mistakes.filter((value) => !Number.isNaN(value))),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
);

/** Changes of a value, at least one, each anywhere in it. */
export function mutationsOf(
  value: unknown,
  garbageOf: fc.Arbitrary<unknown>,
  atMost = 3,
): fc.Arbitrary<readonly Mutation[]> {
  const paths = pathsOf(value);
  const mutation = fc.record({ path: fc.constantFrom(...paths), value: garbageOf });
  return fc.array(mutation, { minLength: 1, maxLength: atMost });
}

/** The value with each change made, as far as its place is still there. */
export function mutate<Value>(value: Value, mutations: readonly Mutation[]): Value {
  return mutations.reduce(
    (mutated, { path, value: replacement }) => put(mutated, path, replacement) as Value,
    value,
  );
}

function pathsOf(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, field]) => [
    [key],
    ...pathsOf(field).map((path) => [key, ...path]),
  ]);
}

function put(value: unknown, [key, ...rest]: readonly string[], replacement: unknown): unknown {
  if (key === undefined) return replacement;
  if (Array.isArray(value)) {
    const items = [...(value as readonly unknown[])];
    items[Number(key)] = put(items[Number(key)], rest, replacement);
    return items;
  }
  if (!isRecord(value)) return value;
  return { ...value, [key]: put(value[key], rest, replacement) };
}
