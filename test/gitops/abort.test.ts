import { filesBelow } from '../../src/gitops/files';
import { compilePlan } from './compile-plan';
import { Workspace } from './workspace';

let workspace: Workspace;

beforeEach(() => {
  workspace = new Workspace();
  workspace.install();
  workspace.compile({ from: '1', to: '2', gates: { 'canary-20': [{ kind: 'approval' }] } });
});

afterEach(() => workspace.remove());

const compiled = compilePlan({ release: 'api', from: '1', to: '2' });
const baseline = filesBelow(compiled, '000-baseline');

describe('abort', () => {
  it.each([
    ['canary-0', ['010-baseline']],
    ['canary-20', ['010-traffic-back', '020-baseline']],
    ['canary-60', ['010-traffic-back', '020-baseline']],
    ['canary-100', ['010-traffic-back', '020-baseline']],
    [
      'update-primary',
      ['010-canary-0', '020-canary-100', '030-primary-back', '040-traffic-back', '050-baseline'],
    ],
    ['primary-100', ['010-canary-100', '020-primary-back', '030-traffic-back', '040-baseline']],
    [
      'done',
      ['010-canary-0', '020-canary-100', '030-primary-back', '040-traffic-back', '050-baseline'],
    ],
  ])('from %s takes the first step at once, and advance walks the rest', (name, way) => {
    workspace.advanceTo(name);
    const from = workspace.position().phase;

    const steps = [workspace.abort().position];
    for (let result = workspace.walk(); result.outcome !== 'ended'; result = workspace.walk()) {
      steps.push(result.position);
    }

    expect(steps.map((step) => step?.phase)).toEqual(way);
    expect(new Set(steps.map((step) => step?.path))).toEqual(new Set([`abort/from-${from}`]));
    expect(workspace.current()).toEqual(baseline);
    expect(workspace.position()).toMatchObject({ from: '1', to: '2', outcome: 'aborted' });
  });

  it('asks for no gate, but each further step has to settle', () => {
    workspace.advanceTo('canary-20');

    expect(workspace.abort()).toMatchObject({ exitCode: 0, outcome: 'moved' });
    expect(workspace.advance()).toMatchObject({ exitCode: 75, reasons: [{ gate: 'settled' }] });
    expect(workspace.advance({ settled: true })).toMatchObject({ exitCode: 0 });
  });

  it('is a commit that shows the traffic going back', () => {
    workspace.advanceTo('canary-60');
    workspace.commit('at 60 %');
    workspace.abort();
    workspace.commit('back');

    const diff = workspace.git('diff', '-U0', 'HEAD~1', 'HEAD', '--', 'live/api/current');
    expect(diff.match(/^[+-] .*$/gm)).toEqual([
      '-          weight: 40',
      '+          weight: 100',
      '-          weight: 60',
      '+          weight: 0',
    ]);
  });

  it('may be asked for twice', () => {
    workspace.advanceTo('canary-20');
    workspace.abort();
    const files = workspace.files();

    expect(workspace.abort()).toMatchObject({ exitCode: 0, outcome: 'nothing' });
    expect(workspace.files()).toEqual(files);
  });

  it('takes back a release that is done', () => {
    workspace.advanceToEnd();

    expect(workspace.abort().position).toMatchObject({
      path: 'abort/from-070-done',
      phase: '010-canary-0',
      outcome: null,
    });
    workspace.advanceToEnd();
    expect(workspace.current()).toEqual(baseline);
    expect(workspace.abort()).toMatchObject({ exitCode: 0, outcome: 'nothing' });
  });
});

describe('after an abort', () => {
  beforeEach(() => {
    workspace.advanceTo('canary-20');
    workspace.abort();
    workspace.advanceToEnd();
  });

  it('a loop in CI that advances for ever does not start the version again', () => {
    const files = workspace.files();

    for (let turn = 0; turn < 3; turn++) {
      expect(workspace.advance({ settled: true, approve: true })).toMatchObject({
        exitCode: 2,
        outcome: 'refused',
        messages: ['api: 2 was aborted and is not started again'],
      });
    }
    expect(workspace.files()).toEqual(files);
  });

  it('a person may start it again', () => {
    expect(workspace.advance({ restart: true }).position).toMatchObject({
      to: '2',
      path: 'forward',
      phase: '010-canary-0',
      outcome: null,
    });
  });

  it('the next version starts from what was live before', () => {
    workspace.compile({ from: '1', to: '3' });
    workspace.advanceToEnd();

    expect(workspace.position()).toMatchObject({ from: '1', to: '3', outcome: 'done' });
  });
});
