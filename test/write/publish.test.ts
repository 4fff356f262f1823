import { chmodSync, existsSync, mkdirSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { comparePublication } from '../../src/write/compare-publication';
import { nodeFileSystem } from '../../src/write/file-system';
import { publish } from '../../src/write/publish';
import { isMutation, recording } from './faulty-disk';
import { filesOf, look, makeScratch, plant } from './scratch';
import { MemoryDisk } from './memory-disk';

const longAgo = new Date('2001-02-03T04:05:06Z');

describe('publish', () => {
  it('makes a root that is missing, and leaves nothing but the files', () => {
    const root = join(makeScratch(), 'deep/dist');
    const changes = publish({
      root,
      files: filesOf({ 'a/b/c.yaml': 'c', 'd.yaml': 'd' }),
      remove: [],
    });
    expect(changes).toEqual({ written: ['a/b/c.yaml', 'd.yaml'], unchanged: [], removed: [] });
    expect(look(root)).toEqual({ 'a/': '', 'a/b/': '', 'a/b/c.yaml': 'c', 'd.yaml': 'd' });
  });

  it('adds, changes and removes, and says which', () => {
    const root = makeScratch();
    plant(root, { 'p/old.yaml': '1', 'p/same.yaml': '2', 'q/gone.yaml': '3' });
    const files = filesOf({ 'p/old.yaml': 'new', 'p/same.yaml': '2', 'r/added.yaml': '4' });
    const changes = publish({ root, files, remove: ['q/gone.yaml', 'q/never.yaml'] });
    expect(changes).toEqual({
      written: ['p/old.yaml', 'r/added.yaml'],
      unchanged: ['p/same.yaml'],
      removed: ['q/gone.yaml'],
    });
    expect(look(root)).toEqual({
      'p/': '',
      'p/old.yaml': 'new',
      'p/same.yaml': '2',
      'r/': '',
      'r/added.yaml': '4',
    });
  });

  it('does not touch unchanged files, not even beside changed ones', () => {
    const root = makeScratch();
    plant(root, { 'p/same.yaml': 's', 'p/other.yaml': 'o' });
    utimesSync(join(root, 'p/same.yaml'), longAgo, longAgo);
    const before = statSync(join(root, 'p/same.yaml'));
    publish({ root, files: filesOf({ 'p/same.yaml': 's', 'p/other.yaml': 'O' }), remove: [] });
    const after = statSync(join(root, 'p/same.yaml'));
    expect([after.mtimeMs, after.ino]).toEqual([before.mtimeMs, before.ino]);
  });

  it('writes nothing at all when nothing changes, and reads each file once', () => {
    const root = makeScratch();
    const files = filesOf({ 'p/a.yaml': 'a', 'p/b.yaml': 'b', 'c.yaml': 'c' });
    publish({ root, files, remove: [] });
    const calls: string[] = [];
    const changes = publish({ root, files, remove: ['gone'] }, recording(nodeFileSystem, calls));
    expect(changes.unchanged).toEqual(['c.yaml', 'p/a.yaml', 'p/b.yaml']);
    expect(calls.filter(isMutation)).toEqual([]);
    expect(calls.filter((call) => call.startsWith('readFile'))).toHaveLength(3);
  });

  it('does not make a root that is missing when there is nothing to write', () => {
    const root = join(makeScratch(), 'dist');
    publish({ root, files: new Map(), remove: ['gone.yaml'] });
    expect(existsSync(root)).toBe(false);
  });

  it('brings a directory that is new in one rename', () => {
    const root = makeScratch();
    plant(root, { 'api/1.0/a.yaml': 'a' });
    const files = new Map(Array.from({ length: 50 }, (_, i) => [`api/2.0/p/${i}.yaml`, 'x']));
    const calls: string[] = [];
    publish({ root, files, remove: [] }, recording(nodeFileSystem, calls));
    const renames = calls.filter((call) => call.startsWith('rename') && call.includes('/tree/'));
    expect(renames).toHaveLength(1);
    expect(Object.keys(look(root))).toHaveLength(50 + 5);
  });

  it('removes emptied directories, but never the root and none with the files of others', () => {
    const root = makeScratch();
    plant(root, { 'a/b/c.yaml': '', 'd/e.yaml': '', 'd/README.md': 'mine' });
    mkdirSync(join(root, 'empty'));
    publish({ root, files: new Map(), remove: ['a/b/c.yaml', 'd/e.yaml', 'empty/x.yaml'] });
    expect(look(root)).toEqual({ 'd/': '', 'd/README.md': 'mine', 'empty/': '' });
    publish({ root, files: new Map(), remove: ['d/README.md'] });
    expect(look(root)).toEqual({ 'empty/': '' });
  });

  it('keeps a file that is both published and listed for removal', () => {
    const root = makeScratch();
    plant(root, { 'a.yaml': 'a' });
    expect(
      publish({ root, files: filesOf({ 'a.yaml': 'a' }), remove: ['a.yaml'] }).removed,
    ).toEqual([]);
    expect(look(root)).toEqual({ 'a.yaml': 'a' });
  });

  it('puts a directory in place of a removed file, and a file in place of an emptied directory', () => {
    const root = makeScratch();
    plant(root, { chart: 'file', 'other/deep/x.yaml': 'x' });
    const files = filesOf({ 'chart/a.yaml': 'a', other: 'file' });
    publish({ root, files, remove: ['chart', 'other/deep/x.yaml'] });
    expect(look(root)).toEqual({ 'chart/': '', 'chart/a.yaml': 'a', other: 'file' });
  });

  it('replaces a symbolic link in place of a file, and does not write through it', () => {
    const scratch = makeScratch();
    plant(scratch, { 'outside.yaml': 'theirs', 'dist/keep': '' });
    symlinkSync('../outside.yaml', join(scratch, 'dist/a.yaml'));
    publish({ root: join(scratch, 'dist'), files: filesOf({ 'a.yaml': 'theirs' }), remove: [] });
    expect(look(scratch)).toEqual({
      'dist/': '',
      'dist/a.yaml': 'theirs',
      'dist/keep': '',
      'outside.yaml': 'theirs',
    });
  });

  it('publishes into a root that is itself a symbolic link', () => {
    const scratch = makeScratch();
    mkdirSync(join(scratch, 'real'));
    symlinkSync('real', join(scratch, 'dist'));
    publish({ root: join(scratch, 'dist'), files: filesOf({ 'a/b.yaml': 'b' }), remove: [] });
    expect(look(join(scratch, 'real'))).toEqual({ 'a/': '', 'a/b.yaml': 'b' });
  });

  it('removes nothing that is reached through a symbolic link', () => {
    const scratch = makeScratch();
    plant(scratch, { 'outside/x.yaml': 'theirs', 'dist/keep': '' });
    symlinkSync('../outside', join(scratch, 'dist/link'));
    const root = join(scratch, 'dist');
    expect(publish({ root, files: new Map(), remove: ['link/x.yaml', 'link'] }).removed).toEqual(
      [],
    );
    expect(look(join(scratch, 'outside'))).toEqual({ 'x.yaml': 'theirs' });
  });

  it('leaves files alone that nobody mentions, and their permissions', () => {
    const root = makeScratch();
    plant(root, { 'p/notes.txt': 'mine', 'p/a.yaml': '1' });
    chmodSync(join(root, 'p/notes.txt'), 0o600);
    publish({ root, files: filesOf({ 'p/a.yaml': '2' }), remove: [] });
    expect(look(root)['p/notes.txt']).toBe('mine');
    expect(statSync(join(root, 'p/notes.txt')).mode & 0o777).toBe(0o600);
  });

  it('renames a file to another case where the disk ignores case', () => {
    const disk = new MemoryDisk('ignored');
    publish({ root: '/dist', files: filesOf({ 'Api/A.yaml': 'a' }), remove: [] }, disk);
    const remove = ['Api/A.yaml'];
    publish({ root: '/dist', files: filesOf({ 'api/a.yaml': 'a' }), remove }, disk);
    expect([...disk.snapshot('/dist').keys()]).toEqual(['api', 'api/a.yaml']);
    const again = publish({ root: '/dist', files: filesOf({ 'api/a.yaml': 'a' }), remove }, disk);
    expect(again).toEqual({ written: [], unchanged: ['api/a.yaml'], removed: [] });
  });
});

describe('comparePublication', () => {
  it('tells what publish does then, and writes nothing', () => {
    const root = makeScratch();
    plant(root, { 'a.yaml': '1', 'b.yaml': '2', 'c/d.yaml': '3' });
    const before = look(root);
    const publication = {
      root,
      files: filesOf({ 'a.yaml': '1', 'b.yaml': 'B', 'x/y.yaml': '' }),
      remove: ['c/d.yaml'],
    };
    const calls: string[] = [];
    const expected = comparePublication(publication, recording(nodeFileSystem, calls));
    expect(calls.filter(isMutation)).toEqual([]);
    expect(look(root)).toEqual(before);
    expect(publish(publication)).toEqual(expected);
    expect(expected).toEqual({
      written: ['b.yaml', 'x/y.yaml'],
      unchanged: ['a.yaml'],
      removed: ['c/d.yaml'],
    });
  });

  it('finds everything new below a root that is missing', () => {
    const root = join(makeScratch(), 'dist');
    const changes = comparePublication({
      root,
      files: filesOf({ 'a.yaml': '' }),
      remove: ['b.yaml'],
    });
    expect(changes).toEqual({ written: ['a.yaml'], unchanged: [], removed: [] });
    expect(existsSync(root)).toBe(false);
  });
});
