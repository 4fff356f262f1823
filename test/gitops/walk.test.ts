import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from '../../src/gitops/files';
import { hashFiles } from '../../src/manifest/hash';
import { compilePlan, phaseOf } from './compile-plan';
import { after, NOON, Workspace } from './workspace';

let workspace: Workspace;

beforeEach(() => {
  workspace = new Workspace();
});

afterEach(() => workspace.remove());

describe('a release in Git', () => {
  it('is a commit for each phase, which shows what changes in the cluster and nothing else', () => {
    workspace.install();
    workspace.compile({ from: '1', to: '2' });

    for (let outcome = ''; outcome !== 'ended'; ) {
      const result = workspace.walk();
      outcome = result.outcome;
      workspace.commit(result.messages.join('\n'));
    }

    expect(workspace.git('log', '--reverse', '--format=%s').trim().split('\n')).toEqual([
      'api 1: done',
      'api: started 1 → 2 at 010-canary-0 (2 of 8)',
      'api: 010-canary-0 → 020-canary-20 (3 of 8)',
      'api: 020-canary-20 → 030-canary-60 (4 of 8)',
      'api: 030-canary-60 → 040-canary-100 (5 of 8)',
      'api: 040-canary-100 → 050-update-primary (6 of 8)',
      'api: 050-update-primary → 060-primary-100 (7 of 8)',
      'api: 060-primary-100 → 070-done (8 of 8)',
      'api: 2 is live, done',
    ]);
    expect(workspace.git('diff', '--name-only', 'HEAD~6', 'HEAD~5').trim().split('\n')).toEqual([
      'live/api/current/api.k8s.yaml',
      'live/api/position.json',
    ]);
    const weights = workspace.git('diff', '-U0', 'HEAD~6', 'HEAD~5', '--', 'live/api/current');
    expect(weights.match(/^[+-] .*$/gm)).toEqual([
      '-          weight: 80',
      '+          weight: 40',
      '-          weight: 20',
      '+          weight: 60',
    ]);
    expect(workspace.git('diff', '--name-only', 'HEAD~1', 'HEAD').trim()).toBe(
      'live/api/position.json',
    );
    expect(workspace.git('status', '--porcelain')).toBe('');
  });

  it('is followed by another one, and none leaves anything of the one before', () => {
    workspace.install();
    workspace.compile({ from: '1', to: '2', weights: [10, 20, 30] });
    workspace.advanceToEnd();
    workspace.compile({ from: '2', to: '3' });
    workspace.advanceToEnd();

    const compiled = compilePlan({ release: 'api', from: '2', to: '3' });
    expect(filesBelow(workspace.files(), 'release')).toEqual(new Map(compiled));
    expect(workspace.current()).toEqual(filesBelow(compiled, '070-done'));
    expect(workspace.position()).toMatchObject({ from: '2', to: '3', outcome: 'done' });
  });

  it('begins with its baseline in an empty live directory, and ends there when it is the first', () => {
    workspace.compile({ from: null, to: '1' });

    expect(workspace.advance()).toMatchObject({ exitCode: 0, outcome: 'moved' });
    expect(workspace.current()).toEqual(phaseOf({ from: null, to: '1' }, '000-baseline'));
    expect(workspace.advance()).toMatchObject({ exitCode: 75, outcome: 'not-yet' });
    expect(workspace.advance({ settled: true })).toMatchObject({ exitCode: 0, outcome: 'ended' });
    expect(workspace.advance({ settled: true })).toMatchObject({ exitCode: 0, outcome: 'nothing' });
  });

  it('begins with its baseline in an empty live directory when an old version is rendered', () => {
    workspace.compile({ from: '1', to: '2' });
    workspace.advance();

    expect(workspace.current()).toEqual(phaseOf({ from: '1', to: '2' }, '000-baseline'));
    expect(workspace.position()).toMatchObject({ phase: '000-baseline', from: '1', outcome: null });
    expect(workspace.abort()).toMatchObject({ exitCode: 0, outcome: 'ended' });
    expect(workspace.position()).toMatchObject({ path: 'forward', outcome: 'aborted' });
  });

  it('lives in the directory of its environment', () => {
    workspace.compile({ environment: 'prod', from: null, to: '1' });
    workspace.compileAlso({ environment: 'test', from: null, to: '7' });

    const result = workspace.advance({ environment: 'prod' });

    expect(result.position).toMatchObject({ environment: 'prod', to: '1' });
    workspace.commit('prod');
    expect(workspace.git('ls-files', 'live', '--', 'live/prod/api/current').split('\n')).toContain(
      'live/prod/api/current/api.k8s.yaml',
    );
  });

  it('keeps the files of others, and says so when one is in the way of the next release', () => {
    workspace.install();
    workspace.write('README.md', 'ours');
    workspace.write('release/notes.txt', 'ours too');
    workspace.write('release/030-canary-60/api.k8s.yaml', 'in the way');
    workspace.compile({ from: '1', to: '2' });

    expect(workspace.advance()).toMatchObject({
      exitCode: 3,
      messages: [expect.stringContaining('not part of a release: 030-canary-60/api.k8s.yaml')],
    });
    rmSync(join(workspace.live, 'api/release/030-canary-60'), { recursive: true });
    workspace.advanceToEnd();
    expect(workspace.read('README.md')).toBe('ours');
    expect(workspace.read('release/notes.txt')).toBe('ours too');
  });
});

describe('the position', () => {
  it('holds the hash of what is in current/, at every phase', () => {
    workspace.install();
    workspace.compile({ from: '1', to: '2' });

    for (let outcome = ''; outcome !== 'ended'; outcome = workspace.walk().outcome) {
      expect(workspace.position().sha256).toBe(hashFiles(workspace.current()));
    }
  });

  it('is what the result says', () => {
    workspace.compile({ from: null, to: '1' });
    const { position } = workspace.advance();

    expect(position).toEqual(workspace.position());
    expect(workspace.advance().position).toEqual(workspace.position());
  });
});

describe('the gates of a phase', () => {
  beforeEach(() => {
    workspace.install();
    workspace.compile({
      from: '1',
      to: '2',
      gates: {
        'canary-0': [{ kind: 'wait', seconds: 300 }],
        'canary-20': [{ kind: 'approval' }, { kind: 'wait', seconds: 60 }],
      },
    });
    workspace.advance({ now: NOON });
  });

  it('keep the release until the time has passed', () => {
    expect(workspace.advance({ now: after(299), settled: true })).toMatchObject({
      exitCode: 75,
      reasons: [{ gate: 'wait', seconds: 1 }],
    });
    expect(workspace.advance({ now: after(300), settled: true })).toMatchObject({ exitCode: 0 });
  });

  it('keep the release until somebody approves, whatever time it is', () => {
    workspace.advance({ now: after(300), settled: true });

    expect(workspace.advance({ now: after(330), settled: true })).toMatchObject({
      exitCode: 75,
      messages: [
        'api: 020-canary-20 is not left yet: it waits for an approval',
        expect.stringContaining('30s to go'),
      ],
    });
    expect(workspace.advance({ now: after(9999), settled: true })).toMatchObject({ exitCode: 75 });
    expect(workspace.advance({ now: after(9999), settled: true, approve: true })).toMatchObject({
      exitCode: 0,
      position: { phase: '030-canary-60', since: after(9999).toISOString() },
    });
  });

  it('change no file while they are closed', () => {
    workspace.commit('started');
    workspace.advance({ now: after(10), settled: true, approve: true });

    expect(workspace.git('status', '--porcelain')).toBe('');
  });
});
