import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { readTree } from '../../src/write/read-tree';
import { makeScratch, plant } from './scratch';

describe('readTree', () => {
  it('reads all regular files by relative path, sorted as whole paths', () => {
    const root = makeScratch();
    plant(root, { 'b/c.yaml': '1', 'b-a.yaml': '2', 'a.yaml': 'ü\n', '.hidden': '' });
    expect([...readTree(root)]).toEqual([
      ['.hidden', ''],
      ['a.yaml', 'ü\n'],
      ['b-a.yaml', '2'],
      ['b/c.yaml', '1'],
    ]);
  });

  it('leaves out links and our own files, at any depth', () => {
    const root = makeScratch();
    plant(root, {
      'a.yaml': 'a',
      '.cdk8s-canary-staging/tree/b.yaml': '',
      '.cdk8s-canary-lock/1.ab.host': '',
      'live/api/.cdk8s-canary-staging/journal.json': '',
    });
    symlinkSync('a.yaml', join(root, 'link.yaml'));
    symlinkSync('..', join(root, 'up'));
    expect([...readTree(root).keys()]).toEqual(['a.yaml']);
  });

  it('finds nothing below a root that is missing', () => {
    expect(readTree(join(makeScratch(), 'missing')).size).toBe(0);
  });

  it('says what it cannot read, and why', () => {
    const root = makeScratch();
    plant(root, { dist: 'a file' });
    expect(() => readTree(join(root, 'dist'))).toThrow(
      `cannot read ${root}/dist: a file stands where a directory has to be (ENOTDIR)`,
    );
  });
});
