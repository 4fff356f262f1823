import * as fc from 'fast-check';
import { equalJson } from '../../src/manifest/equal';
import { fieldChanges } from '../../src/manifest/field-changes';
import type { JsonObject } from '../../src/manifest/manifest';

describe('the changes between two objects', () => {
  it('are the smallest fields that differ, by path', () => {
    const before = { spec: { http: [{ route: [{ weight: 100 }, { weight: 0 }] }], hosts: ['a'] } };
    const after = { spec: { http: [{ route: [{ weight: 80 }, { weight: 20 }] }], hosts: ['a'] } };

    expect(fieldChanges(before, after)).toEqual([
      { path: 'spec.http[0].route[0].weight', before: 100, after: 80 },
      { path: 'spec.http[0].route[1].weight', before: 0, after: 20 },
    ]);
  });

  it('have no value before a field that is new, and none after one that is gone', () => {
    expect(fieldChanges({ a: 1, b: { c: 2 } }, { b: {}, d: 3 })).toEqual([
      { path: 'b.c', before: 2, after: undefined },
      { path: 'd', before: undefined, after: 3 },
      { path: 'a', before: 1, after: undefined },
    ]);
  });

  it('quote what could not stand in a path', () => {
    const before = { labels: { 'app.kubernetes.io/name': 'a' } };
    const after = { labels: { 'app.kubernetes.io/name': 'b' } };

    expect(fieldChanges(before, after).map(({ path }) => path)).toEqual([
      "labels['app.kubernetes.io/name']",
    ]);
  });

  it('are an item that was put into a list, and not all that come after it', () => {
    expect(fieldChanges({ list: ['a', 'b', 'c'] }, { list: ['a', 'x', 'b', 'c'] })).toEqual([
      { path: 'list[1]', before: undefined, after: 'x' },
    ]);
    expect(fieldChanges({ list: ['a', 'x', 'b', 'c'] }, { list: ['a', 'b', 'c'] })).toEqual([
      { path: 'list[1]', before: 'x', after: undefined },
    ]);
  });

  it('are the item that was taken out of a list while another one changed', () => {
    const routes = (weight: number) => ({ route: [{ weight: 100 - weight }, { weight }] });
    const copy = { match: ['header'], ...routes(100) };

    expect(fieldChanges({ http: [copy, routes(100)] }, { http: [routes(0)] })).toEqual([
      { path: 'http[0].route[0].weight', before: 0, after: 100 },
      { path: 'http[0].route[1].weight', before: 100, after: 0 },
      { path: 'http[0]', before: copy, after: undefined },
    ]);
  });

  it('are paired within reasonable time in lists of any length', () => {
    const list = (length: number, text: string) =>
      Array.from({ length }, (_, index) => ({ index, text }));

    expect(fieldChanges({ list: list(3000, 'a') }, { list: list(1500, 'b') })).toHaveLength(3000);
  });

  it('tell a value from an object and an object from a list', () => {
    expect(fieldChanges({ a: 1, b: [1], c: null }, { a: {}, b: { 0: 1 }, c: {} })).toEqual([
      { path: 'a', before: 1, after: {} },
      { path: 'b', before: [1], after: { 0: 1 } },
      { path: 'c', before: null, after: {} },
    ]);
  });

  it('are none exactly where the objects are equal', () => {
    const json = fc.object({ maxDepth: 3, values: [fc.integer({ max: 3 }), fc.boolean()] });
    fc.assert(
      fc.property(json, json, (left, right) => {
        const [before, after] = [left as JsonObject, right as JsonObject];

        expect(fieldChanges(before, after).length === 0).toBe(equalJson(before, after));
        expect(fieldChanges(before, before)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('have a path each, by the place before or the place after', () => {
    const json = fc.object({ maxDepth: 3, values: [fc.integer({ max: 3 })] });
    fc.assert(
      fc.property(json, json, (left, right) => {
        const changes = fieldChanges(left as JsonObject, right as JsonObject);
        const paths = changes.map(({ path, after }) => `${path} ${after === undefined}`);

        expect(new Set(paths).size).toBe(paths.length);
      }),
      { numRuns: 200 },
    );
  });
});
