import { canonicalManifest } from '../../src/manifest/canonical';
import { equalJson } from '../../src/manifest/equal';
import { hashFiles, sha256 } from '../../src/manifest/hash';
import type { Json, JsonObject } from '../../src/manifest/manifest';
import { mergePatch } from '../../src/manifest/merge-patch';

describe('two JSON values are equal', () => {
  it.each<[Json | undefined, Json | undefined]>([
    [1, 1],
    ['a', 'a'],
    [null, null],
    [
      [1, [2]],
      [1, [2]],
    ],
    [
      { a: 1, b: { c: [] } },
      { b: { c: [] }, a: 1 },
    ],
    [{ a: undefined }, {}],
  ])('like %j and %j', (left, right) => {
    expect(equalJson(left, right)).toBe(true);
    expect(equalJson(right, left)).toBe(true);
  });

  it.each<[Json | undefined, Json | undefined]>([
    [1, '1'],
    [0, false],
    [null, undefined],
    [{}, []],
    [
      [1, 2],
      [2, 1],
    ],
    [[1], [1, 2]],
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: null }, {}],
    [{ a: 1 }, { b: 1 }],
  ])('unlike %j and %j', (left, right) => {
    expect(equalJson(left, right)).toBe(false);
    expect(equalJson(right, left)).toBe(false);
  });
});

describe('a merge patch', () => {
  // the examples of RFC 7386, appendix A, whose target and patch are objects
  it.each<[JsonObject, JsonObject, JsonObject]>([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('on %j of %j gives %j', (target, patch, result) => {
    const before = JSON.stringify(target);

    expect(mergePatch(target, patch)).toEqual(result);
    expect(JSON.stringify(target)).toBe(before);
  });

  it('shares with the target what it does not touch', () => {
    const target = { kept: { a: 1 }, changed: { b: 1 } };

    expect(mergePatch(target, { changed: { b: 2 } })['kept']).toBe(target.kept);
  });

  it('leaves out what is undefined: it is absent', () => {
    expect(mergePatch({ a: 1 }, { a: undefined })).toEqual({ a: 1 });
  });
});

describe('a manifest in our order', () => {
  it('begins with what names it; all other fields are sorted, at every depth', () => {
    const manifest = {
      spec: { b: [{ z: 1, a: 2 }], a: 1 },
      data: {},
      metadata: { namespace: 'shop', name: 'api' },
      kind: 'Thing',
      apiVersion: 'v1',
      none: undefined,
    };

    expect(JSON.stringify(canonicalManifest(manifest))).toBe(
      '{"apiVersion":"v1","kind":"Thing","metadata":{"name":"api","namespace":"shop"},' +
        '"data":{},"spec":{"a":1,"b":[{"a":2,"z":1}]}}',
    );
  });
});

describe('a hash', () => {
  it('is SHA-256 in hex', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('of files depends on their paths and contents, not on their order', () => {
    const files = { a: '1', b: '2' };
    const hash = hashFiles(new Map(Object.entries(files)));

    expect(hashFiles(new Map(Object.entries(files).reverse()))).toBe(hash);
    expect(hashFiles(new Map(Object.entries({ a: '2', b: '1' })))).not.toBe(hash);
    expect(hashFiles(new Map(Object.entries({ a: '12', b: '' })))).not.toBe(hash);
    expect(hashFiles(new Map(Object.entries({ a: '1' })))).not.toBe(hash);
  });
});
