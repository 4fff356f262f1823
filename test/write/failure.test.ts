import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { comparePublication } from '../../src/write/compare-publication';
import { type FileSystem, nodeFileSystem } from '../../src/write/file-system';
import { publish } from '../../src/write/publish';
import { failingAt, type Mutation } from './faulty-disk';
import { MemoryDisk } from './memory-disk';
import { errorOf, filesOf, look, makeScratch, plant } from './scratch';

const old = { 'p/a.yaml': 'a', 'p/gone.yaml': 'g', 'README.md': 'mine' };
const change = { files: filesOf({ 'p/a.yaml': 'A', 'q/b.yaml': 'b' }), remove: ['p/gone.yaml'] };

describe('a disk that fails while publishing', () => {
  const writes: readonly Mutation[] = ['makeDirectory', 'writeFile', 'writeDurably'];

  it('changes nothing and leaves no trace when it is full, whichever write meets it', () => {
    let failures = 0;
    for (let n = 1; n === failures + 1; n += 1) {
      const root = makeScratch();
      plant(root, old);
      const before = look(root);
      try {
        publish({ root, ...change }, failingAt(n, 'ENOSPC', nodeFileSystem, writes));
      } catch (error) {
        failures += 1;
        expect(error).toMatchObject({ name: 'WriteError', code: 'ENOSPC' });
        expect((error as Error).message).toMatch(
          /no space left \(ENOSPC\); free some space and run again; nothing was changed$/,
        );
        expect(look(root)).toEqual(before);
      }
    }
    expect(failures).toBeGreaterThan(6);
  });

  it('does not leave a root behind that it made', () => {
    const scratch = makeScratch();
    const root = join(scratch, 'deep/er/dist');
    const fs = failingAt(1, 'ENOSPC', nodeFileSystem, ['writeDurably']);
    expect(errorOf(() => publish({ root, ...change }, fs)).code).toBe('ENOSPC');
    expect(look(scratch)).toEqual({});
  });

  it('names the file by its place in the root, not by the place where it is staged', () => {
    const fs = failingAt(2, 'EDQUOT', new MemoryDisk(), ['writeFile']);
    const error = errorOf(() => publish({ root: '/dist', ...change }, fs));
    expect(error.message).toBe(
      'cannot publish /dist/p/a.yaml: no space left (EDQUOT); free some space and run again; nothing was changed',
    );
    expect(error.path).toBe('/dist/p/a.yaml');
  });

  it('names the root where one of our own files is concerned', () => {
    const fs = failingAt(1, 'EROFS', new MemoryDisk(), ['rename']);
    expect(errorOf(() => publish({ root: '/dist', ...change }, fs)).message).toBe(
      'cannot publish /dist: the file system is read-only (EROFS); choose another place; nothing was changed',
    );
  });

  it.each([
    ['EROFS', 'the file system is read-only'],
    ['EACCES', 'permission denied'],
    ['ENAMETOOLONG', 'the name is too long'],
    ['EMFILE', 'too many open files'],
    ['EIO', 'the disk failed'],
    ['EWEIRD', 'EWEIRD: injected'],
  ])('explains %s in one line', (code, reason) => {
    const disk = new MemoryDisk();
    disk.makeDirectory('/dist');
    const before = disk.snapshot('/dist');
    const error = errorOf(() =>
      publish({ root: '/dist', ...change }, failingAt(1, code, disk, ['writeFile'])),
    );
    expect(error.code).toBe(code);
    expect(error.message).toContain(`${reason} (${code}); `);
    expect(error.message).not.toMatch(/\n|\.$/);
    expect(disk.snapshot('/dist')).toEqual(before);
  });

  it('refuses before anything is changed when an existing directory cannot be written', () => {
    const root = makeScratch();
    plant(root, old);
    const before = look(root);
    const locked: FileSystem = {
      ...nodeFileSystem,
      checkWritable: (path) => {
        if (path === join(root, 'p'))
          throw Object.assign(new Error('no'), { code: 'EACCES', path });
      },
    };
    const error = errorOf(() => publish({ root, ...change }, locked));
    expect(error.message).toBe(
      `cannot publish ${root}/p: permission denied (EACCES); allow this user to use it or choose another place; nothing was changed`,
    );
    expect(look(root)).toEqual(before);
  });

  it('says whether nothing was changed or the next run does the rest, and both are true', () => {
    const outcomes: string[] = [];
    while (outcomes.at(-1) !== 'no failure') {
      const root = makeScratch();
      plant(root, old);
      const before = look(root);
      const n = outcomes.length + 1;
      const outcome = failureAt(n, () => {
        publish(
          { root, ...change },
          failingAt(n, 'EBUSY', nodeFileSystem, ['rename', 'removeFile']),
        );
      });
      outcomes.push(outcome);
      if (outcome === 'nothing was changed') expect(look(root)).toEqual(before);
      // A publication of nothing only repairs.
      publish({ root, files: new Map(), remove: [] });
      const { written } = comparePublication({ root, ...change });
      expect([n, written]).toEqual([
        n,
        outcome === 'nothing was changed' ? ['p/a.yaml', 'q/b.yaml'] : [],
      ]);
      expect(Object.keys(look(root)).filter((path) => path.includes('cdk8s-canary'))).toEqual([]);
    }
    // The lock and the decision; one removal, two renames, the journal; the lock's release.
    expect(outcomes).toEqual([
      ...Array<string>(2).fill('nothing was changed'),
      ...Array<string>(4).fill('the next run puts the rest in place'),
      'no failure',
    ]);
  });
});

/** What the message of the failure says of the state of the disk. */
function failureAt(n: number, action: () => void): string {
  try {
    action();
    return 'no failure';
  } catch (error) {
    const said = /nothing was changed|the next run puts the rest in place/.exec(
      (error as Error).message,
    );
    return said?.[0] ?? `failure ${n} says nothing: ${String(error)}`;
  }
}

describe('a place that is taken', () => {
  it('is refused: a file where a directory has to be', () => {
    const root = makeScratch();
    plant(root, { 'api/1.0': 'a file' });
    const before = look(root);
    const files = filesOf({ 'api/1.0/000-baseline/a.yaml': '' });
    const error = errorOf(() => publish({ root, files, remove: [] }));
    expect(error.message).toBe(
      `cannot write ${root}/api/1.0: a file stands where a directory has to be (ENOTDIR); move it away or choose another place; nothing was changed`,
    );
    expect(look(root)).toEqual(before);
  });

  it('is refused: a directory where a file has to be', () => {
    const root = makeScratch();
    plant(root, { 'a.yaml/b.yaml': 'theirs' });
    const before = look(root);
    const error = errorOf(() => publish({ root, files: filesOf({ 'a.yaml': '' }), remove: [] }));
    expect(error.code).toBe('EISDIR');
    expect(error.message).toContain('a directory stands where a file has to be');
    expect(look(root)).toEqual(before);
  });

  it('is refused: a directory with files of others besides those that go', () => {
    const root = makeScratch();
    plant(root, { 'a/ours.yaml': '', 'a/theirs.yaml': '' });
    const before = look(root);
    const publication = { root, files: filesOf({ a: '' }), remove: ['a/ours.yaml'] };
    expect(errorOf(() => publish(publication)).code).toBe('EISDIR');
    expect(errorOf(() => comparePublication(publication)).code).toBe('EISDIR');
    expect(look(root)).toEqual(before);
  });

  it('is refused: a root that is a file, or below one', () => {
    const scratch = makeScratch();
    plant(scratch, { dist: 'a file' });
    for (const root of [join(scratch, 'dist'), join(scratch, 'dist/below')]) {
      const error = errorOf(() => publish({ root, files: filesOf({ 'a.yaml': '' }), remove: [] }));
      expect(error.code).toBe('ENOTDIR');
      expect(error.message).toContain(`cannot publish ${root}`);
    }
    expect(look(scratch)).toEqual({ dist: 'a file' });
  });

  it.each(['../outside', 'inside', 'nowhere'])(
    'is refused: a link to %s where a directory has to be',
    (target) => {
      const scratch = makeScratch();
      plant(scratch, { 'outside/x': '', 'dist/inside/y': '' });
      symlinkSync(target, join(scratch, 'dist/link'));
      const before = look(scratch);
      const files = filesOf({ 'link/deep/a.yaml': '' });
      const error = errorOf(() => publish({ root: join(scratch, 'dist'), files, remove: [] }));
      expect(error.message).toContain(
        'a symbolic link or a special file stands where a directory has to be',
      );
      expect(look(scratch)).toEqual(before);
    },
  );

  it('is refused: our staging directory, when it is a link', () => {
    const scratch = makeScratch();
    plant(scratch, { 'outside/journal.json': '{"schemaVersion":1,"remove":["x"]}', 'dist/x': '' });
    symlinkSync('../outside', join(scratch, 'dist/.cdk8s-canary-staging'));
    const before = look(scratch);
    const root = join(scratch, 'dist');
    const error = errorOf(() => publish({ root, files: filesOf({ 'a.yaml': '' }), remove: [] }));
    expect(error.message).toContain(
      '.cdk8s-canary-staging: it is not a directory (ENOTDIR); delete it',
    );
    expect(look(scratch)).toEqual(before);
  });
});
