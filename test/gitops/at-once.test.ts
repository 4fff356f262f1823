import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { readLive } from '../../src/gitops/read-live';
import type { GitopsResult } from '../../src/gitops/result';
import type { FileSystem } from '../../src/write/file-system';
import { type Ask, ask, compile, diskWith, walk } from './memory-workspace';
import { NOON, Workspace } from './workspace';

const settled = ask.advance({ settled: true });
const first = compile(new Map(), { from: null, to: '1' });
const installed = walk(first, settled, settled);
const started = walk(compile(installed, { from: '1', to: '2' }), ask.advance());

/** A disk on which somebody else is quicker: they move when we are about to take the lock. */
function overtaken(disk: FileSystem, other: Ask): FileSystem {
  let isOver = false;
  return {
    ...disk,
    makeDirectory: (path) => {
      if (!isOver) {
        isOver = true;
        other(disk);
      }
      return disk.makeDirectory(path);
    },
  };
}

describe('two moves at once', () => {
  it('advance only once: the one that comes second is told that the position moved', () => {
    const disk = diskWith(started);

    expect(settled(overtaken(disk, settled))).toMatchObject({
      exitCode: 75,
      outcome: 'not-yet',
      messages: ['api: the position moved meanwhile, to 020-canary-20'],
      position: { phase: '020-canary-20' },
    });
    expect(ask.advance()(disk)).toMatchObject({ position: { phase: '020-canary-20' } });
  });

  it('start a release only once', () => {
    const disk = diskWith(first);

    expect(ask.advance()(overtaken(disk, ask.advance()))).toMatchObject({ exitCode: 75 });
  });

  it('abort from where the other one went', () => {
    expect(ask.abort()(overtaken(diskWith(started), settled))).toMatchObject({
      exitCode: 0,
      position: { path: 'abort/from-020-canary-20', phase: '010-traffic-back' },
    });
  });

  it('abort only once', () => {
    expect(ask.abort()(overtaken(diskWith(started), ask.abort()))).toMatchObject({
      exitCode: 0,
      outcome: 'nothing',
    });
  });

  it('amend where the other one went', () => {
    const again = compile(started, { from: '1', to: '2', weights: [20, 50, 60] });

    expect(ask.amend()(overtaken(diskWith(again), settled))).toMatchObject({
      exitCode: 0,
      position: { phase: '020-canary-20' },
    });
  });
});

describe('a live directory that is locked', () => {
  let workspace: Workspace;

  beforeEach(() => {
    workspace = new Workspace();
    workspace.compile({ from: null, to: '1' });
    workspace.advance();
  });

  afterEach(() => workspace.remove());

  it('answers not yet, to every verb and to build', () => {
    const lock = join(workspace.live, 'api/.cdk8s-canary-lock');
    mkdirSync(lock);
    const owner = `${process.ppid}.00ff00ff.${encodeURIComponent(hostname())}`;
    writeFileSync(join(lock, owner), '');
    const results = [workspace.advance({ settled: true }), workspace.abort(), workspace.amend()];

    for (const result of results) {
      expect(result).toMatchObject({
        exitCode: 75,
        outcome: 'not-yet',
        messages: [expect.stringContaining(`process ${process.ppid} on host`)],
      });
    }
    expect(readLive(join(workspace.live, 'api'))).toMatchObject({ kind: 'refuse', code: 75 });
  });

  it('is moved once by four processes that advance together', async () => {
    workspace.advance({ settled: true });
    workspace.compile({ from: '1', to: '2', gates: { 'canary-20': [{ kind: 'approval' }] } });
    workspace.advance();

    const processes = Array.from({ length: 4 }, () => start(workspace));
    await Promise.all(processes.map((child) => once(child.stdout!, 'data')));
    const results = await Promise.all(processes.map(resultOf));

    expect(results.map(({ exitCode }) => exitCode).sort()).toEqual([0, 75, 75, 75]);
    expect(workspace.position()).toMatchObject({ phase: '020-canary-20', outcome: null });
    expect(workspace.advance({ settled: true, approve: true })).toMatchObject({ exitCode: 0 });
  }, 60_000);
});

function start({ live, dist }: Workspace): ChildProcess {
  const script = join(__dirname, 'advance-process.ts');
  const args = ['--import', 'tsx', script, live, dist, NOON.toISOString()];
  return spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
}

async function resultOf(child: ChildProcess): Promise<GitopsResult> {
  let text = '';
  child.stdout!.on('data', (data: Buffer) => {
    text += data.toString();
  });
  child.stdin!.end();
  await once(child, 'close');
  return JSON.parse(text) as GitopsResult;
}
