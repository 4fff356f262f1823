import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { abort as runAbort } from '../../src/gitops/abort';
import { advance as runAdvance, type AdvanceOptions } from '../../src/gitops/advance';
import { amend as runAmend, type AmendOptions } from '../../src/gitops/amend';
import { type Files, filesBelow } from '../../src/gitops/files';
import type { Position } from '../../src/gitops/position';
import type { GitopsResult } from '../../src/gitops/result';
import { readTree } from '../../src/write/read-tree';
import { compilePlan, type TestPlan } from './compile-plan';

/** When the tests happen, unless they say otherwise. */
export const NOON = new Date('2026-01-31T12:00:00.000Z');

/** The instant so many seconds after noon. */
export function after(seconds: number): Date {
  return new Date(NOON.getTime() + seconds * 1000);
}

/** A real Git repository in a temporary directory, with `dist/` and `live/`. */
export class Workspace {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'cdk8s-canary-gitops-')));
  readonly live = join(this.root, 'live');
  readonly dist = join(this.root, 'dist');
  release = 'api';

  constructor() {
    this.git('init', '--quiet', '--initial-branch=main');
  }

  /** Installs version 1, so that releases have something to start from. */
  install(): void {
    this.compile({ from: null, to: '1' });
    this.advanceToEnd();
    this.commit('api 1: done');
  }

  /** Compiles a release into `dist/`, as `build` does after the wipe. */
  compile(plan: Partial<TestPlan> & Pick<TestPlan, 'from' | 'to'>): void {
    rmSync(this.dist, { recursive: true, force: true });
    this.compileAlso(plan);
  }

  /** Compiles a release beside what is compiled already. */
  compileAlso(plan: Partial<TestPlan> & Pick<TestPlan, 'from' | 'to'>): void {
    const { environment, to } = plan;
    const directory = join(this.dist, environment ?? '', this.release, to);
    writeFiles(directory, compilePlan({ release: this.release, ...plan }));
  }

  advance(options: Partial<AdvanceOptions> = {}): GitopsResult {
    const { release, live, dist } = this;
    return runAdvance({ release, live, dist, now: NOON, ...options });
  }

  abort(now: Date = NOON): GitopsResult {
    const { release, live, dist } = this;
    return runAbort({ release, live, dist, now });
  }

  amend(options: Partial<AmendOptions> = {}): GitopsResult {
    const { release, live, dist } = this;
    return runAmend({ release, live, dist, now: NOON, ...options });
  }

  /** Advances, settled and approved, until the release is at the phase of that name. */
  advanceTo(name: string): void {
    for (let phases = 0; phases < 20; phases++) {
      const { position } = this.walk();
      if (position?.phase.endsWith(`-${name}`)) return;
    }
    throw new Error(`no phase ${name} on the way`);
  }

  /** Advances, settled and approved, until the release has ended. */
  advanceToEnd(): GitopsResult {
    for (let phases = 0; phases < 20; phases++) {
      const result = this.walk();
      if (result.outcome === 'ended') return result;
    }
    throw new Error('the release does not end');
  }

  /** One settled and approved advance, which must not be refused. */
  walk(): GitopsResult {
    const result = this.advance({ settled: true, approve: true });
    if (result.exitCode !== 0) throw new Error(result.messages.join('\n'));
    return result;
  }

  /** The files of `live/<release>/`. */
  files(): Files {
    return readTree(join(this.live, this.release));
  }

  /** The files of `live/<release>/current/`. */
  current(): Files {
    return filesBelow(this.files(), 'current');
  }

  position(): Position {
    return JSON.parse(this.read('position.json')) as Position;
  }

  read(path: string): string {
    return readFileSync(join(this.live, this.release, path), 'utf8');
  }

  write(path: string, text: string): void {
    writeFiles(join(this.live, this.release), new Map([[path, text]]));
  }

  /** Commits everything that changed. */
  commit(message: string): void {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', message);
  }

  /** Makes everything again what it was at the last commit. */
  restore(): void {
    this.git('reset', '--quiet', '--hard');
    this.git('clean', '--quiet', '--force', '-d');
  }

  /** Runs Git without the configuration of this machine. */
  git(...args: readonly string[]): string {
    const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
    return execFileSync('git', [...identity, ...args], {
      cwd: this.root,
      encoding: 'utf8',
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
    });
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Writes files below a directory. */
export function writeFiles(directory: string, files: Files): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}
