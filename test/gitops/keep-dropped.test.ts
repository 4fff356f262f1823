import * as fc from 'fast-check';
import { parse } from 'yaml';
import { emitPhaseFiles } from '../../src/emit/phase-files';
import type { OutputType } from '../../src/emit/release-json';
import { keepDropped } from '../../src/gitops/keep-dropped';
import { readDocuments, readManifests, splitDocuments } from '../../src/gitops/read-documents';
import { keyOf } from '../../src/manifest/identity';
import type { Manifest } from '../../src/manifest/manifest';
import { configMap } from './compile-plan';

const outputs: readonly OutputType[] = [
  'FILE_PER_APP',
  'FILE_PER_CHART',
  'FILE_PER_RESOURCE',
  'FOLDER_PER_CHART_FILE_PER_RESOURCE',
];

const phaseOf = (objects: readonly Manifest[], output: OutputType, chart = 'api') =>
  emitPhaseFiles(objects, { output, chart, extension: '.k8s.yaml', namespace: 'shop' });

const texts = fc.constantFrom(
  'on',
  'yes',
  '---',
  'a\n---\nb\n',
  '  ---\n\n',
  ' ',
  '2026-01-31',
  '0o7',
);
const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 6 });
const objects = fc
  .tuple(names, fc.infiniteStream(texts))
  .map(([list, values]) => list.map((name) => configMap(name, String(values.next().value))));

describe('a phase that keeps what it drops', () => {
  it.each(outputs)('holds its own objects first, then the old ones it lacks: %s', (output) => {
    fc.assert(
      fc.property(objects, objects, (before, after) => {
        const { files, kept } = keepDropped(phaseOf(before, output), phaseOf(after, output));

        const has = new Set(after.map(keyOf));
        const lacking = before.filter((object) => !has.has(keyOf(object)));
        expect(kept).toEqual(lacking);
        const byKey = (list: readonly Manifest[]) => new Map(list.map((o) => [keyOf(o), o]));
        expect(byKey(readManifests(files))).toEqual(byKey([...after, ...lacking]));
        expect(readManifests(files).slice(0, after.length)).toEqual(after);
      }),
      { numRuns: 40 },
    );
  });

  it.each(outputs)('is the phase itself when it drops nothing: %s', (output) => {
    const phase = phaseOf([configMap('a'), configMap('b')], output);

    expect(keepDropped(phaseOf([configMap('b', 'off')], output), phase).files).toBe(phase);
  });

  it('changes nothing in kustomization.yaml but the list of files', () => {
    const before = phaseOf([configMap('old'), configMap('a')], 'FILE_PER_RESOURCE');
    const after = phaseOf([configMap('a')], 'FILE_PER_RESOURCE');

    expect(keepDropped(before, after).files.get('kustomization.yaml')).toBe(
      after
        .get('kustomization.yaml')!
        .replace(
          '  - ConfigMap.a.k8s.yaml\n',
          '  - ConfigMap.a.k8s.yaml\n  - ConfigMap.old.k8s.yaml\n',
        ),
    );
  });

  it('changes nothing in kustomization.yaml when the documents go to a file that is listed', () => {
    const before = phaseOf([configMap('old')], 'FILE_PER_APP');
    const after = new Map([
      ['app.k8s.yaml', ''],
      ['kustomization.yaml', 'resources: [ app.k8s.yaml ] # as it came\n'],
    ]);

    const { files } = keepDropped(before, after);

    expect(files.get('app.k8s.yaml')).toBe(before.get('app.k8s.yaml'));
    expect(files.get('kustomization.yaml')).toBe(after.get('kustomization.yaml'));
  });

  it('keeps the old file when the chart has another name now', () => {
    const before = phaseOf([configMap('old'), configMap('a')], 'FILE_PER_CHART', 'before');
    const after = phaseOf([configMap('a')], 'FILE_PER_CHART', 'after');

    const { files } = keepDropped(before, after);

    expect([...files.keys()].sort()).toEqual([
      'after.k8s.yaml',
      'before.k8s.yaml',
      'kustomization.yaml',
    ]);
    expect(files.get('after.k8s.yaml')).toBe(after.get('after.k8s.yaml'));
    expect(readManifests(files).map(({ metadata }) => metadata.name)).toEqual(['a', 'old']);
  });
});

describe('the objects of a phase', () => {
  it('come in the order of kustomization.yaml', () => {
    const files = new Map([
      ['a.yaml', '---\nkind: A\n'],
      ['b.yaml', '---\nkind: B\n---\nkind: C\n'],
      ['ignored.yaml', '---\nkind: D\n'],
      ['kustomization.yaml', 'resources: [b.yaml, a.yaml]\n'],
    ]);

    expect(readManifests(files).map(({ kind }) => kind)).toEqual(['B', 'C', 'A']);
  });

  it('are read as YAML 1.1, as Kubernetes reads them', () => {
    const files = new Map([
      ['a.yaml', '---\nkind: A\nyes: 0o7\noctal: 010\n'],
      ['kustomization.yaml', 'resources: [a.yaml]\n'],
    ]);

    expect(readManifests(files)).toEqual([{ kind: 'A', true: '0o7', octal: 8 }]);
  });

  it('are none when no file is listed', () => {
    expect(readDocuments(phaseOf([], 'FILE_PER_RESOURCE'))).toEqual([]);
  });

  it('are split at lines that are exactly ---, and joined are the file again', () => {
    const text = '---\na: |\n  ---\n---\nb: "--- "\n--- # no\nc: 1\n---\n';

    expect(splitDocuments(text)).toEqual([
      '---\na: |\n  ---\n',
      '---\nb: "--- "\n--- # no\nc: 1\n',
      '---\n',
    ]);
    expect(splitDocuments(text).join('')).toBe(text);
    expect(parse('---\n')).toBeNull();
  });

  it('need a file that is listed, and YAML in it', () => {
    const list = ['kustomization.yaml', 'resources: [a.yaml]\n'] as const;

    expect(() => readManifests(new Map([list]))).toThrow('lists a.yaml, which is missing');
    expect(() => readManifests(new Map([list, ['a.yaml', 'a: b: c']]))).toThrow(
      'a.yaml is not YAML',
    );
    expect(() => readManifests(new Map())).toThrow('a phase without kustomization.yaml');
  });
});
