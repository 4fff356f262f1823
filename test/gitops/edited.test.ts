import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readLive } from '../../src/gitops/read-live';
import { isRefusal } from '../../src/gitops/refusal';
import { Workspace } from './workspace';

let workspace: Workspace;

beforeAll(() => {
  workspace = new Workspace();
  workspace.compile({ from: null, to: '1' });
  workspace.advanceToEnd();
  workspace.compile({ from: '1', to: '2' });
  workspace.advanceTo('canary-20');
  workspace.commit('at 20 %');
});

beforeEach(() => {
  workspace.restore();
  workspace.release = 'api';
});

afterAll(() => workspace.remove());

const MANIFESTS = 'current/api.k8s.yaml';

/** What somebody does to `live/api/` by hand, and what is said about it. */
const edits: readonly (readonly [what: string, edit: () => void, said: string])[] = [
  [
    'a weight in current/',
    () => workspace.write(MANIFESTS, workspace.read(MANIFESTS).replace('20', '50')),
    'live/api/current is not phase 020-canary-20 as position.json says: api.k8s.yaml differs',
  ],
  [
    'a file more in current/',
    () => workspace.write('current/debug.yaml', 'kind: Pod\n'),
    'as position.json says: debug.yaml is extra',
  ],
  [
    'a file less in current/',
    () => rmSync(join(workspace.live, 'api', MANIFESTS)),
    'as position.json says: api.k8s.yaml is missing',
  ],
  [
    'the phase of the position',
    () => rewrite({ phase: '030-canary-60' }),
    'live/api/current is not phase 030-canary-60 as position.json says: api.k8s.yaml differs',
  ],
  [
    'the hash of the position',
    () => rewrite({ sha256: 'f'.repeat(64) }),
    'as position.json says: the hash is of other files',
  ],
  [
    'the phase of the position, to one that does not exist',
    () => rewrite({ phase: '025-canary-30' }),
    "release/ has no phase '025-canary-30' on path 'forward'",
  ],
  [
    'the version of the position',
    () => rewrite({ to: '3' }),
    'live/api/release is not the release that position.json pinned',
  ],
  [
    'a phase to come in release/',
    () => workspace.write('release/030-canary-60/api.k8s.yaml', 'kind: Pod\n'),
    'live/api/release is not what its release.json says: 030-canary-60/api.k8s.yaml differs',
  ],
  [
    'a way back in release/',
    () => rmSync(join(workspace.live, 'api/release/abort'), { recursive: true }),
    'abort/from-010-canary-0/010-baseline/api.k8s.yaml is missing',
  ],
  [
    'the gates in release/release.json',
    () => {
      const text = workspace.read('release/release.json');
      workspace.write(
        'release/release.json',
        text.replace('"settleSeconds": 30', '"settleSeconds": 0'),
      );
    },
    'live/api/release is not the release that position.json pinned',
  ],
  [
    'the marks of a conflict into position.json',
    () => workspace.write('position.json', `<<<<<<< HEAD\n${workspace.read('position.json')}`),
    'live/api/position.json is not JSON',
  ],
  [
    'position.json away',
    () => rmSync(join(workspace.live, 'api/position.json')),
    'live/api/current exists, but no position.json says what it is',
  ],
];

function rewrite(changes: object): void {
  workspace.write('position.json', JSON.stringify({ ...workspace.position(), ...changes }));
}

describe.each(edits)('who edits %s', (_, edit, said) => {
  it('is told what differs by every verb and by what build reads, and nothing is overwritten', () => {
    edit();
    const files = workspace.files();
    const message = (text: string) => text.replaceAll(`${workspace.root}/`, '');

    const results = [
      workspace.advance({ settled: true, approve: true }),
      workspace.abort(),
      workspace.amend(),
    ];

    for (const { exitCode, outcome, messages, fix, position } of results) {
      expect({ exitCode, outcome, position }).toEqual({
        exitCode: 3,
        outcome: 'refused',
        position: null,
      });
      expect(messages.map(message)).toEqual([expect.stringContaining(said)]);
      expect(message(fix ?? '')).toMatch(/^restore .*live\/api/);
    }
    const live = readLive(join(workspace.live, 'api'));
    expect(isRefusal(live) && live.code).toBe(3);
    expect(workspace.files()).toEqual(files);
  });
});

describe('who restores what was edited from Git', () => {
  it('goes on where the release was', () => {
    for (const [, edit] of edits) edit();
    workspace.git('checkout', '--', 'live/api');
    workspace.git('clean', '--quiet', '--force', 'live/api');

    expect(workspace.advance({ settled: true })).toMatchObject({
      exitCode: 0,
      position: { phase: '030-canary-60' },
    });
  });
});

describe('who makes current/ by hand', () => {
  it('is told that nothing says what it is', () => {
    workspace.release = 'other';
    workspace.write('current/app.yaml', 'kind: Pod\n');

    expect(workspace.advance()).toMatchObject({
      exitCode: 3,
      messages: [expect.stringContaining('other/current exists, but no position.json')],
      fix: expect.stringContaining('if a person made current/, move it away first'),
    });
  });

  it('is told that a copy of a live release is none', () => {
    workspace.git('mv', 'live/api', 'live/other');
    workspace.release = 'other';

    expect(workspace.advance({ settled: true })).toMatchObject({
      exitCode: 3,
      messages: [expect.stringContaining('position.json is of api, which lives elsewhere')],
    });
  });

  it('is told that the release of one environment is not that of another', () => {
    workspace.compile({ environment: 'test', from: null, to: '1' });
    workspace.advance({ environment: 'test' });
    renameSync(join(workspace.live, 'test'), join(workspace.live, 'prod'));

    expect(workspace.advance({ environment: 'prod', settled: true })).toMatchObject({
      exitCode: 3,
      messages: [expect.stringContaining('position.json is of test/api, which lives elsewhere')],
    });
  });
});
