import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { phaseOf } from './compile-plan';
import { Workspace, writeFiles } from './workspace';

let workspace: Workspace;

beforeEach(() => {
  workspace = new Workspace();
});

afterEach(() => workspace.remove());

describe('what is compiled meanwhile', () => {
  beforeEach(() => {
    workspace.install();
    workspace.compile({ from: '1', to: '2' });
    workspace.advance();
  });

  it('does not touch a release in flight: dist/ may be wiped', () => {
    rmSync(workspace.dist, { recursive: true });
    workspace.advanceToEnd();

    expect(workspace.position()).toMatchObject({ to: '2', outcome: 'done' });
    expect(workspace.current()).toEqual(phaseOf({ from: '1', to: '2' }, '070-done'));
  });

  it('does not touch a release in flight: dist/ may hold another version', () => {
    workspace.compile({ from: '1', to: '3' });
    workspace.advanceToEnd();

    expect(workspace.position()).toMatchObject({ to: '2', outcome: 'done' });
    expect(workspace.advance()).toMatchObject({
      exitCode: 2,
      messages: [expect.stringContaining('3 does not start from')],
      fix: expect.stringContaining('run build again'),
    });
    workspace.compile({ from: '2', to: '3' });
    expect(workspace.advance().position).toMatchObject({ from: '2', to: '3' });
  });

  it('may be several versions, of which one has to be named', () => {
    workspace.advanceToEnd();
    workspace.compile({ from: '2', to: '3' });
    workspace.compileAlso({ from: '2', to: '4' });

    expect(workspace.advance()).toMatchObject({
      exitCode: 64,
      messages: [expect.stringContaining('holds 2 versions: 3, 4')],
    });
    expect(workspace.advance({ version: '5' })).toMatchObject({
      exitCode: 2,
      messages: [expect.stringContaining('holds 3, 4')],
    });
    expect(workspace.advance({ version: '4' }).position).toMatchObject({ to: '4' });
  });

  it('is refused when it was edited', () => {
    workspace.advanceToEnd();
    workspace.compile({ from: '2', to: '3' });
    writeFiles(workspace.dist, new Map([['api/3/010-canary-0/api.k8s.yaml', 'edited']]));

    expect(workspace.advance()).toMatchObject({
      exitCode: 3,
      messages: [expect.stringContaining('010-canary-0/api.k8s.yaml differs')],
      fix: expect.stringContaining('run build again'),
    });
  });

  it('is refused when it lies in the directory of another version', () => {
    workspace.advanceToEnd();
    workspace.compile({ from: '2', to: '3' });
    renameSync(join(workspace.dist, 'api/3'), join(workspace.dist, 'api/4'));

    expect(workspace.advance()).toMatchObject({
      exitCode: 3,
      messages: [expect.stringContaining('describes api/3, not what its path says')],
    });
  });
});

describe('nothing compiled', () => {
  it('is refused while nothing is live, and leaves no trace', () => {
    expect(workspace.advance()).toMatchObject({ exitCode: 2, position: null });
    expect(existsSync(workspace.live)).toBe(false);
  });

  it('is nothing to do once something is live', () => {
    workspace.install();
    rmSync(workspace.dist, { recursive: true });

    expect(workspace.advance()).toMatchObject({ exitCode: 0, outcome: 'nothing' });
  });

  it.each(['', '..', '../api', 'a/b', '.git', 'a b'])(
    'is not looked for under the name %j',
    (release) => {
      expect(workspace.advance({ release })).toMatchObject({ exitCode: 64, outcome: 'refused' });
    },
  );
});
