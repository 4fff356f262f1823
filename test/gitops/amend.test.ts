import { parse } from 'yaml';
import { emitDocuments } from '../../src/emit/emit-documents';
import type { OutputType } from '../../src/emit/release-json';
import { filesBelow } from '../../src/gitops/files';
import type { Position } from '../../src/gitops/position';
import { readDocuments, readManifests } from '../../src/gitops/read-documents';
import { describe as nameOf } from '../../src/manifest/identity';
import type { Manifest } from '../../src/manifest/manifest';
import { compilePlan, configMap, type TestPlan } from './compile-plan';
import { after, Workspace } from './workspace';

let workspace = new Workspace();

beforeEach(() => workspace.restore());

afterAll(() => workspace.remove());

const hotfix = (version: string) => `example.com/api:${version}${version === '2' ? '-hotfix' : ''}`;
const inCanary =
  (...objects: readonly Manifest[]) =>
  (phase: string) =>
    /canary|primary/.test(phase) ? objects : [];

/** A fresh repository where 1 → 2 has come to a phase, which every test begins from. */
function startAt(name: string, plan: Partial<TestPlan> = {}): void {
  workspace.remove();
  workspace = new Workspace();
  workspace.compile({ from: null, to: '1', ...plan });
  workspace.advanceToEnd();
  workspace.compile({ from: '1', to: '2', ...plan });
  workspace.advanceTo(name);
  workspace.commit(`at ${name}`);
}

describe('a hotfix of a release in flight', () => {
  beforeAll(() => startAt('canary-20'));

  beforeEach(() => workspace.compile({ from: '1', to: '2', image: hotfix }));

  it('changes the phase it is in, and lists the objects that it touches', () => {
    const result = workspace.amend({ now: after(60) });

    expect(result).toMatchObject({
      exitCode: 0,
      outcome: 'moved',
      messages: ['api: 2 amended at 020-canary-20'],
      position: { path: 'forward', phase: '020-canary-20', since: after(60).toISOString() },
    });
    expect(result.transition).toEqual({
      from: '020-canary-20',
      to: '020-canary-20',
      objects: [
        {
          change: 'changed',
          object: {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            namespace: 'shop',
            name: 'api-canary',
          },
        },
      ],
    });
    const diff = workspace.git('diff', '-U0', 'HEAD', '--', 'live/api/current');
    expect(diff.match(/^[+-] .*$/gm)).toEqual([
      '-          image: example.com/api:2',
      '+          image: example.com/api:2-hotfix',
    ]);
  });

  it('goes on with what was compiled again, to the end and back', () => {
    workspace.amend();
    const compiled = compilePlan({ release: 'api', from: '1', to: '2', image: hotfix });
    expect(filesBelow(workspace.files(), 'release')).toEqual(new Map(compiled));

    workspace.advanceToEnd();
    expect(workspace.current()).toEqual(filesBelow(compiled, '070-done'));
    workspace.abort();
    workspace.advanceToEnd();
    expect(workspace.current()).toEqual(filesBelow(compiled, '000-baseline'));
  });

  it('is nothing to do a second time', () => {
    workspace.amend();
    const files = workspace.files();

    expect(workspace.amend({ now: after(60) })).toMatchObject({ exitCode: 0, outcome: 'nothing' });
    expect(workspace.files()).toEqual(files);
  });

  it('is refused when the transition is not proved, and changes nothing', () => {
    const files = workspace.files();
    const seen: string[] = [];
    const prove = (before: readonly Manifest[], later: readonly Manifest[]) => {
      seen.push(...before.map(nameOf), '→', ...later.map(nameOf));
      const at = 'Deployment shop/api-canary';
      return [
        { rule: 'capacity', severity: 'warning' as const, at, message: 'tight' },
        { rule: 'live-destination', severity: 'error' as const, at, message: 'no pod is ready' },
      ];
    };

    expect(workspace.amend({ prove })).toMatchObject({
      exitCode: 2,
      messages: [
        'api: the transition at 020-canary-20 is not safe: Deployment shop/api-canary: no pod is ready',
      ],
    });
    expect(workspace.files()).toEqual(files);
    const names = ['Deployment shop/api-primary', 'Deployment shop/api-canary'];
    expect(seen).toEqual([
      ...names,
      'VirtualService shop/api',
      '→',
      ...names,
      'VirtualService shop/api',
    ]);
  });
});

describe('from update-primary on', () => {
  it.each(['update-primary', 'primary-100', 'done'])('pods do not change: %s', (name) => {
    startAt(name);
    const files = workspace.files();
    workspace.compile({ from: '1', to: '2', image: hotfix });

    expect(workspace.amend()).toMatchObject({
      exitCode: 2,
      messages: [expect.stringContaining('the pods of Deployment shop/api-primary')],
      fix: expect.stringContaining('abort'),
    });
    expect(workspace.files()).toEqual(files);
  });

  it('everything else may change', () => {
    startAt('update-primary', { extra: inCanary(configMap('flags')) });
    workspace.compile({ from: '1', to: '2', extra: inCanary(configMap('flags', 'off')) });

    expect(workspace.amend().transition?.objects).toMatchObject([
      { change: 'changed', object: { kind: 'ConfigMap', name: 'flags' } },
    ]);
  });
});

describe.each<OutputType>(['FILE_PER_CHART', 'FOLDER_PER_CHART_FILE_PER_RESOURCE'])(
  'objects that an amendment drops, with %s,',
  (output) => {
    const texts = '---\nnot the start of a document: |\n  ---\n';
    const old = inCanary(configMap('flags', texts), configMap('kept'));
    const plan = { from: '1', to: '2', output };
    let amended: Position | null;

    beforeAll(() => startAt('canary-20', { output, extra: old }));

    beforeEach(() => {
      workspace.compile({ ...plan, extra: inCanary(configMap('kept'), configMap('new')) });
      amended = workspace.amend().position;
    });

    it('stay in current/ as they were, word for word', () => {
      const documents = readDocuments(workspace.current());
      const objects = documents.map(({ manifest }) => manifest);
      const flags = configMap('flags', texts);

      expect(objects.map(nameOf)).toEqual([
        'Deployment shop/api-primary',
        'Deployment shop/api-canary',
        'VirtualService shop/api',
        'ConfigMap shop/kept',
        'ConfigMap shop/new',
        'ConfigMap shop/flags',
      ]);
      expect(documents.at(-1)).toMatchObject({ manifest: flags, text: emitDocuments([flags]) });
      expect(amended).toMatchObject({ kept: ['ConfigMap shop/flags'] });
    });

    it('are in the files that kustomization.yaml lists, and in no other', () => {
      const current = workspace.current();
      const kustomization = parse(current.get('kustomization.yaml')!) as { resources: string[] };

      expect(new Set(kustomization.resources)).toEqual(
        new Set([...current.keys()].filter((path) => path !== 'kustomization.yaml')),
      );
    });

    it('go with the next phase', () => {
      workspace.advance({ settled: true });

      expect(readManifests(workspace.current()).map(nameOf)).not.toContain('ConfigMap shop/flags');
      expect(workspace.position()).not.toHaveProperty('kept');
      expect(workspace.current()).toEqual(
        filesBelow(filesBelow(workspace.files(), 'release'), '030-canary-60'),
      );
    });

    it('go with the first step back, too', () => {
      workspace.abort();

      expect(readManifests(workspace.current()).map(nameOf)).not.toContain('ConfigMap shop/flags');
    });

    it('stay over a second amendment in the same phase', () => {
      workspace.compile({ ...plan, extra: inCanary(configMap('kept')) });

      const result = workspace.amend();

      expect(result.transition?.objects).toMatchObject([
        { change: 'kept', object: { name: 'new' } },
        { change: 'kept', object: { name: 'flags' } },
      ]);
      expect(result.position?.kept).toEqual(['ConfigMap shop/new', 'ConfigMap shop/flags']);
    });

    it('come back with an amendment that has them again', () => {
      workspace.compile({ ...plan, extra: old });

      const result = workspace.amend();

      expect(result.position).toMatchObject({ kept: ['ConfigMap shop/new'] });
      expect(result.transition?.objects).toMatchObject([
        { change: 'kept', object: { name: 'new' } },
      ]);
    });
  },
);

describe('amend', () => {
  beforeAll(() => startAt('canary-20'));

  it('refuses without the same version compiled again', () => {
    workspace.compile({ from: '1', to: '3' });

    expect(workspace.amend()).toMatchObject({
      exitCode: 2,
      messages: [expect.stringMatching(/version 2 is not compiled: .*dist\/api holds 3$/)],
    });
  });

  it('follows the phase when steps are added before it', () => {
    workspace.compile({ from: '1', to: '2', weights: [1, 5, 20, 60] });

    expect(workspace.amend()).toMatchObject({
      position: { phase: '040-canary-20' },
      transition: { from: '020-canary-20', to: '040-canary-20', objects: [] },
    });
    expect(workspace.advance({ settled: true }).position).toMatchObject({ phase: '050-canary-60' });
  });
});
