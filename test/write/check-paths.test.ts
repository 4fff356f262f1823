import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { comparePublication } from '../../src/write/compare-publication';
import { publish } from '../../src/write/publish';
import { errorOf, filesOf, look, makeScratch } from './scratch';

describe('a path that cannot be published', () => {
  it.each([
    ['', 'empty segment'],
    ['/etc/passwd', 'is absolute'],
    ['C:/x.yaml', 'is absolute'],
    ['../x.yaml', "'..'"],
    ['a/../../x.yaml', "'..'"],
    ['a/./x.yaml', "'.'"],
    ['a//x.yaml', 'empty segment'],
    ['a/', 'empty segment'],
    ['a\\x.yaml', 'has a backslash'],
    ['a\0.yaml', 'has a NUL character'],
    ['.cdk8s-canary-staging/x', 'reserved'],
    ['a/.CDK8S-canary-lock', 'reserved'],
  ])('is refused before anything is made: %j', (path, reason) => {
    const root = join(makeScratch(), 'dist');
    const publications = [
      { root, files: filesOf({ 'ok.yaml': '', [path]: '' }), remove: [] },
      { root, files: filesOf({ 'ok.yaml': '' }), remove: [path] },
    ];
    for (const publication of publications) {
      const error = errorOf(() => publish(publication));
      expect([error.code, error.path]).toEqual(['EINVAL', path]);
      expect(error.message).toContain(reason);
      expect(() => comparePublication(publication)).toThrow(error.message);
    }
    expect(existsSync(root)).toBe(false);
  });

  it.each(['..a/x.yaml', 'a/.hidden', '...', 'a b/ü.yaml', 'v1.0+build_2/x.yaml'])(
    'is not %j',
    (path) => {
      const root = makeScratch();
      publish({ root, files: filesOf({ [path]: 'x' }), remove: [] });
      expect(look(root)[path]).toBe('x');
    },
  );

  it.each([
    [['a/B.yaml', 'a/b.yaml'], "'a/B.yaml' and 'a/b.yaml' differ only in case"],
    [['Api/x.yaml', 'api/y.yaml'], "'Api' and 'api' differ only in case"],
    [['a/\u00e9.yaml', 'a/e\u0301.yaml'], 'differ only in case'],
    [['a', 'a/b.yaml'], "'a' is both a file and a directory"],
    [['a/b/c.yaml', 'a/x.yaml', 'a'], "'a' is both a file and a directory"],
  ])('is refused when it shares a place with another: %j', (paths, reason) => {
    const root = makeScratch();
    mkdirSync(join(root, 'kept'));
    const files = new Map(paths.map((path) => [path, '']));
    const error = errorOf(() => publish({ root, files, remove: [] }));
    expect(error.code).toBe('EINVAL');
    expect(error.message).toContain(reason);
    expect(look(root)).toEqual({ 'kept/': '' });
  });
});
