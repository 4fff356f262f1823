import { load, placesOf, tell } from './load';

const service = (name: string, more = '') =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n${more}`;

const names = (state: { manifests: readonly { metadata: { name: string } }[] }) =>
  state.manifests.map(({ metadata }) => metadata.name);

describe('the documents of a file', () => {
  it('are read as kustomize and Helm write them: comments, empty ones, odd separators', async () => {
    const text = [
      '---',
      '# Source: chart/templates/a.yaml',
      service('a'),
      '--- # second',
      '',
      '---',
      '# nothing but a comment',
      '---   ',
      service('b'),
      '...',
      '---',
      'null',
    ].join('\n');

    const state = await load({ 'all.yaml': text });

    expect(names(state)).toEqual(['a', 'b']);
    expect(state.problems).toEqual([]);
  });

  it.each([
    ['CRLF', service('a').replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${service('a')}`],
    ['a directive', `%YAML 1.1\n---\n${service('a')}`],
    ['no newline at the end', service('a').trimEnd()],
    ['JSON', JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } })],
    [
      'JSON over lines',
      JSON.stringify({ apiVersion: 'v1', kind: 'S', metadata: { name: 'a' } }, null, 2),
    ],
    ['the notes of a Helm release', `${service('a')}NOTES:\n1. Get the URL: {{ here }\n  - x: [\n`],
  ])('may have %s', async (_, text) => {
    const state = await load({ 'a.yaml': text });

    expect({ names: names(state), problems: state.problems.map(tell) }).toEqual({
      names: ['a'],
      problems: [],
    });
  });

  it('may be JSON objects one after the other', async () => {
    const one = (name: string) =>
      JSON.stringify({ apiVersion: 'v1', kind: 'S', metadata: { name } });

    const state = await load({ 'a.json': `${one('a')}\n${one('b')} ${one('c')}\n` });

    expect(names(state)).toEqual(['a', 'b', 'c']);
    expect(await placesOf(state, 2, ['metadata.name'])).toEqual(['a.json:2:98']);
  });

  it('are checked though one of them is broken, and the break has its place', async () => {
    const text = `${service('a')}---\nkind: [a\n---\n${service('b')}`;

    const state = await load({ 'all.yaml': text });

    expect(names(state)).toEqual(['a', 'b']);
    expect(state.problems.map(tell)).toEqual([
      expect.stringMatching(/^yaml-syntax:6:8 not YAML: flow sequence/),
    ]);
    expect(state.problems[0]!.spot).toMatchObject({ lineText: 'kind: [a' });
  });

  it('name a field once', async () => {
    const state = await load({
      'a.yaml': service('a', 'spec:\n  type: ClusterIP\n  type: NodePort\n'),
      'b.json': '{"apiVersion":"v1","kind":"S","metadata":{"name":"b","name":"c"}}',
    });

    expect(state.problems.map(tell)).toEqual([
      'duplicate-key:7:3 the same field is written twice',
      'duplicate-key:1:54 the same field is written twice',
    ]);
  });

  it('have nothing but a comment beside a separator, or kubectl refuses them', async () => {
    const state = await load({ 'a.yaml': `${service('a')}--- kind: x\n${service('b')}` });

    expect(names(state)).toEqual(['a', 'b']);
    expect(state.problems.map(tell)).toEqual([
      expect.stringMatching(/^yaml-syntax:5:1 a separator/),
    ]);
  });

  it('may have anchors, aliases and merge keys, which are resolved', async () => {
    const text = `apiVersion: v1
kind: ConfigMap
metadata: { name: a }
base: &base { x: 1 }
data:
  <<: *base
  z: 2
copy: *base
`;
    const state = await load({ 'a.yaml': text });

    expect(state.problems).toEqual([]);
    expect(state.manifests[0]).toMatchObject({ data: { x: 1, z: 2 }, copy: { x: 1 } });
  });

  it('are refused when aliases of aliases stand for billions of values, in no time', async () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 10; i += 1) {
      lines.push(
        `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    }

    const state = await load({ 'bomb.yaml': lines.join('\n') });

    expect(state.problems.map(({ rule }) => rule)).toEqual(['yaml-alias-bomb']);
  });

  it.each([
    ['lists', '['.repeat(50_000)],
    ['objects', '{ a: '.repeat(50_000)],
    ['lists with brackets in texts', '["]", '.repeat(50_000)],
    ['dashes', '\n' + '- '.repeat(50_000)],
    ['lines', Array.from({ length: 2000 }, (_, at) => `\n${' '.repeat(at + 1)}a:`).join('')],
    ['JSON', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
  ])('may not be nested without end, as %s', async (_, text) => {
    const state = await load({ 'deep.yaml': `a: ${text}`, 'deep.json': `{"apiVersion": ${text}}` });

    expect(state.problems.map(({ rule, message }) => `${rule} ${message}`)).toEqual([
      'yaml-syntax nested too deeply to be read',
      'yaml-syntax nested too deeply to be read',
    ]);
  });

  it('are left to no library above 2 MiB', async () => {
    const long = `${service('a')}data: &x\n${'  - "abcdefghij klmnopqrst"\n'.repeat(80_000)}`;

    const state = await load({ 'a.yaml': `${service('b')}---\n${long}` });

    expect(names(state)).toEqual(['b']);
    expect(state.problems.map(({ rule }) => rule)).toEqual(['file-too-large']);
  });
});

describe('a template of Helm', () => {
  it('is one finding, whatever its braces break', async () => {
    const state = await load({
      'a.yaml': `{{- if .Values.on }}\n${service('a')}spec: {{ .Values.spec | nindent 2 }}\n{{- end }}\n---\n{{ x }}\n`,
    });

    expect(state.problems.map(tell)).toEqual([
      'helm-template looks like a Helm template, and was not checked',
    ]);
  });

  it('is one finding where its braces happen to be YAML', async () => {
    const state = await load({ 'a.yaml': service('a', 'spec:\n  replicas: {{ .Values.n }}\n') });

    expect(state.problems.map(({ rule }) => rule)).toEqual(['helm-template']);
    expect(state.manifests).toEqual([]);
  });

  it('is none where braces are text, as in alerts', async () => {
    const state = await load({ 'a.yaml': service('a', 'text: "{{ $labels.pod }} is down"\n') });

    expect(state.problems).toEqual([]);
  });
});

describe('the objects of a state', () => {
  it('are the items of Lists, whose type they may leave out', async () => {
    const item = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } };
    const typed = { apiVersion: 'v1', kind: 'ServiceList', items: [{ metadata: { name: 'b' } }] };
    const nested = { apiVersion: 'v1', kind: 'List', items: [{ ...item }, typed] };

    const state = await load({ 'a.json': JSON.stringify(nested, null, 1) });

    expect(state.manifests.map(({ kind, metadata }) => [kind, metadata.name])).toEqual([
      ['Service', 'a'],
      ['Service', 'b'],
    ]);
    expect(await placesOf(state, 1, ['metadata.name'])).toEqual(['a.json:18:7']);
  });

  it.each([
    ['apiVersion', 'kind: Service\nmetadata: { name: a }\n'],
    ['kind', 'apiVersion: v1\nmetadata: { name: a }\n'],
    ['metadata.name', 'apiVersion: v1\nkind: Service\nmetadata: { namespace: a }\n'],
    ['metadata.name', 'apiVersion: v1\nkind: Service\nmetadata: text\n'],
  ])('have %s', async (field, text) => {
    const state = await load({ 'a.yaml': text });

    expect(state.problems.map(tell)).toEqual([
      `object-incomplete no Kubernetes object: it has no ${field}`,
    ]);
  });

  it('may have their names made up, and are then like no other', async () => {
    const text = 'apiVersion: batch/v1\nkind: Job\nmetadata: { generateName: try- }\n';

    const state = await load({ 'a.yaml': `${text}---\n${text}` });

    expect(names(state)).toEqual(['try-xxxxx', 'try-xxxxx']);
    expect(state.problems).toEqual([]);
  });

  it('are there once; the other place is told, and the last counts', async () => {
    const state = await load({ 'a.yaml': service('a'), 'b.yaml': service('a', 'spec: {}\n') });

    expect(state.manifests).toEqual([expect.objectContaining({ spec: {} })]);
    expect(state.problems).toEqual([
      expect.objectContaining({
        rule: 'object-twice',
        file: 'b.yaml',
        first: expect.objectContaining({ document: expect.objectContaining({ file: 'a.yaml' }) }),
      }),
    ]);
  });

  it('are in the default namespace, or the one that is given, unless they belong to the cluster', async () => {
    const text = `${service('a')}---\napiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n`;
    const namespaces = async (namespace?: string) =>
      (await load({ 'a.yaml': text }, namespace)).manifests.map(
        ({ metadata }) => metadata.namespace,
      );

    expect(await namespaces()).toEqual(['default', undefined]);
    expect(await namespaces('shop')).toEqual(['shop', undefined]);
  });

  it('name their namespace all or none, or an info says which was taken', async () => {
    const named = 'apiVersion: v1\nkind: Service\nmetadata: { name: b, namespace: shop }\n';

    const state = await load({ 'a.yaml': service('a'), 'b.yaml': named });

    expect(state.problems.map(({ rule }) => rule)).toEqual(['namespace-assumed']);
  });
});

describe('files that hold nothing of Kubernetes', () => {
  it('are left out: values, charts, kustomizations, settings of tools', async () => {
    const state = await load({
      'a.yaml': service('a'),
      'values.yaml': 'replicas: 3\nimage: { tag: 1.0.0 }\n',
      'Chart.yaml': 'apiVersion: v2\nname: chart\nversion: 0.1.0\n',
      'kustomization.yaml': 'resources: [a.yaml]\n',
      'kind.yaml': 'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnodes: []\n',
      'list.yaml': '- a\n- b\n',
      'tsconfig.json': '{ // a comment\n}',
    });

    expect(names(state)).toEqual(['a']);
    expect(state.problems).toEqual([]);
    expect(state.skipped).toEqual([
      'values.yaml',
      'Chart.yaml',
      'kind.yaml',
      'list.yaml',
      'tsconfig.json',
    ]);
  });

  it('are the patches of a kustomization, which are parts of objects', async () => {
    const state = await load({
      'prod/kustomization.yaml':
        'resources: [api.yaml]\npatches:\n  - path: ./more.yaml\npatchesStrategicMerge: [less.yaml]\n',
      'prod/api.yaml': service('a'),
      'prod/more.yaml': service('a'),
      'prod/less.yaml': service('a'),
    });

    expect(names(state)).toEqual(['a']);
    expect(state.problems).toEqual([]);
  });

  it('alone are nothing to check, which is an error', async () => {
    const state = await load({ 'values.yaml': 'a: 1\n' });

    expect(state.problems.map(tell)).toEqual(['nothing-to-check no Kubernetes object in state']);
  });
});
