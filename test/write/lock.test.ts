import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { nodeFileSystem } from '../../src/write/file-system';
import { withLock } from '../../src/write/lock';
import { publish } from '../../src/write/publish';
import { readTree } from '../../src/write/read-tree';
import { recover } from '../../src/write/recover';
import { watching } from './faulty-disk';
import { errorOf, filesOf, look, makeScratch, plant } from './scratch';
import { treeOf } from './worker';

const lock = '.cdk8s-canary-lock';
const host = encodeURIComponent(hostname());
const files = filesOf({ 'a.yaml': 'a' });

function start(...args: readonly string[]): ChildProcess {
  const stdio = ['pipe', 'pipe', 'inherit'] as const;
  return spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'worker.ts'), ...args], {
    stdio: [...stdio],
  });
}

/** The id of a process that has ended. */
function deadProcess(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

describe('withLock', () => {
  it('leaves nothing behind, neither after a result nor after a failure', () => {
    const root = makeScratch();
    expect(withLock(root, nodeFileSystem, () => Object.keys(look(root)).length)).toBe(2);
    expect(() =>
      withLock(root, nodeFileSystem, () => {
        throw new Error('mine');
      }),
    ).toThrow('mine');
    expect(look(root)).toEqual({});
  });

  it('takes a root back that it made, unless something was put there', () => {
    const scratch = makeScratch();
    withLock(join(scratch, 'a/b'), nodeFileSystem, () => undefined);
    expect(look(scratch)).toEqual({});
    withLock(join(scratch, 'a/b'), nodeFileSystem, () => plant(scratch, { 'a/x': '' }));
    expect(look(scratch)).toEqual({ 'a/': '', 'a/x': '' });
  });

  it('lets its holder read, publish and recover inside, and stays held until the end', () => {
    const root = makeScratch();
    withLock(root, nodeFileSystem, () => {
      expect(publish({ root, files, remove: [] }).written).toEqual(['a.yaml']);
      expect(recover(root)).toBe('clean');
      expect(withLock(root, nodeFileSystem, () => readTree(root).size)).toBe(1);
      expect(Object.keys(look(root))).toHaveLength(3);
    });
    expect(look(root)).toEqual({ 'a.yaml': 'a' });
  });
});

describe('a root that is locked', () => {
  it('is refused while the process that holds it lives, with its name and what to do', () => {
    const root = makeScratch();
    const owner = `${process.ppid}.00ff00ff.${host}`;
    plant(root, { [`${lock}/${owner}`]: '', 'a.yaml': 'old' });
    const before = look(root);
    const message =
      `cannot publish ${root}: process ${process.ppid} on host ${host} publishes there (ELOCKED); ` +
      `wait until it has ended, or delete ${root}/${lock} if it is gone; nothing was changed`;
    const errors = [
      errorOf(() => publish({ root, files, remove: [] })),
      errorOf(() => recover(root)),
      errorOf(() => withLock(root, nodeFileSystem, () => 'never')),
    ];
    for (const error of errors) {
      expect([error.code, error.path]).toEqual(['ELOCKED', join(root, lock)]);
      expect(error.message).toBe(message);
    }
    expect(look(root)).toEqual(before);
  });

  it('is refused when it is held on another host, which nobody here can see', () => {
    const root = makeScratch();
    plant(root, { [`${lock}/${deadProcess()}.00ff00ff.elsewhere`]: '' });
    expect(() => publish({ root, files, remove: [] })).toThrow('on host elsewhere publishes there');
  });

  it.each([lock, `${lock}/something`])('is refused when %s is not of our making', (path) => {
    const root = makeScratch();
    plant(root, { [path]: '' });
    expect(() => publish({ root, files, remove: [] })).toThrow(
      'an unknown process publishes there',
    );
    expect(look(root)[path]).toBe('');
  });

  it('is taken over from a process of this host that is gone, with all it left', () => {
    const root = makeScratch();
    const owner = `${deadProcess()}.00ff00ff.${host}`;
    plant(root, {
      [`${lock}/${owner}`]: '',
      [`${lock}.${owner}/${owner}`]: '',
      '.cdk8s-canary-staging/tree/b.yaml': 'half',
    });
    publish({ root, files, remove: [] });
    expect(look(root)).toEqual({ 'a.yaml': 'a' });
  });

  it('is taken over from an earlier process with our own id, as containers have it', () => {
    const root = makeScratch();
    plant(root, { [`${lock}/${process.pid}.00ff00ff.${host}`]: '' });
    publish({ root, files, remove: [] });
    expect(look(root)).toEqual({ 'a.yaml': 'a' });
  });

  it.each([
    { operation: 'removeFile', moment: 'between finding it abandoned and freeing it' },
    { operation: 'rename', moment: 'between finding it free and taking it' },
  ] as const)('is refused when another process gets it $moment', ({ operation }) => {
    const root = makeScratch();
    const gone = `${lock}/${deadProcess()}.00ff00ff.${host}`;
    const quicker = `${lock}/${process.ppid}.00ff00ff.${host}`;
    plant(root, { [gone]: '' });
    const disk = watching(operation, 1, nodeFileSystem, () => {
      rmSync(join(root, lock), { recursive: true, force: true });
      plant(root, { [quicker]: '' });
    });
    expect(errorOf(() => publish({ root, files, remove: [] }, disk)).code).toBe('ELOCKED');
    expect(look(root)).toEqual({ [`${lock}/`]: '', [quicker]: '' });
  });

  it('is free when the lock names nobody', () => {
    const root = makeScratch();
    plant(root, { [`${lock}/x`]: '' });
    nodeFileSystem.removeFile(join(root, lock, 'x'));
    publish({ root, files, remove: [] });
    expect(look(root)).toEqual({ 'a.yaml': 'a' });
  });
});

describe('several processes at once', () => {
  it('never hold the same lock, even when all find it abandoned', async () => {
    const root = makeScratch();
    plant(root, { number: '0', [`${lock}/${deadProcess()}.00ff00ff.${host}`]: '' });
    const workers = Array.from({ length: 3 }, () => start('count', root, '50'));
    await Promise.all(workers.map((worker) => once(worker.stdout!, 'data')));
    for (const worker of workers) worker.stdin!.end();
    const codes = await Promise.all(workers.map((worker) => once(worker, 'close')));
    expect(codes).toEqual(Array(3).fill([0, null]));
    expect(readFileSync(join(root, 'number'), 'utf8')).toBe('150');
    expect(Object.keys(look(root))).toEqual(['number']);
  }, 60_000);

  it.each([
    { operation: 'writeDurably', n: 1, recovery: 'rolled-back', turn: 0 },
    { operation: 'removeFile', n: 7, recovery: 'rolled-forward', turn: 1 },
    // The first two bring the lock and the decision.
    { operation: 'rename', n: 9, recovery: 'rolled-forward', turn: 1 },
  ])(
    'repair what a killed one left before $operation $n: it is $recovery',
    async ({ operation, n, recovery, turn }) => {
      const root = makeScratch();
      publish({ root, files: treeOf(0), remove: [] });
      const worker = start('die', root, operation, String(n));
      expect(await once(worker, 'close')).toEqual([null, 'SIGKILL']);
      expect(Object.keys(look(root))).toContain(`${lock}/`);
      expect(recover(root)).toBe(recovery);
      expect(readTree(root)).toEqual(treeOf(turn));
      expect(Object.keys(look(root)).filter((path) => path.startsWith('.'))).toEqual([]);
    },
    30_000,
  );
});
