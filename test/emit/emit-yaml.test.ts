import { Yaml } from 'cdk8s';
import { parse } from 'yaml';
import { emitYaml } from '../../src/emit/emit-yaml';
import type { Json } from '../../src/manifest/manifest';

/** The same tree without a shared part: cdk8s has no way to write those without anchors. */
function copyOf(value: Json): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}

it('indents lists and quotes what would read as something else than a string', () => {
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'api', annotations: { port: '8080', since: '2024-05-01', note: 'a\nb' } },
    spec: { ports: [{ port: 80, name: 'http' }], selector: { on: 'no' }, externalIPs: [] },
  };

  expect(emitYaml(service)).toBe(
    `apiVersion: v1
kind: Service
metadata:
  name: api
  annotations:
    port: "8080"
    since: "2024-05-01"
    note: |-
      a
      b
spec:
  ports:
    - port: 80
      name: http
  selector:
    "on": "no"
  externalIPs: []
`,
  );
});

it('writes an object that occurs twice as if it were two objects', () => {
  const labels = { app: 'api', tracks: ['primary', 'canary'] };
  const shared: Json = { selector: labels, template: [labels, { labels }] };
  const copy = copyOf(shared);

  expect(emitYaml(shared)).toBe(emitYaml(copy));
  expect(emitYaml(shared)).toBe(Yaml.stringify(copy));
  expect(Yaml.stringify(shared)).toContain('&a1');
});

it('leaves out fields that are undefined, as JSON does', () => {
  const map = { kept: 1, gone: undefined, empty: { gone: undefined } };

  expect(emitYaml(map)).toBe('kept: 1\nempty: {}\n');
});

it.each<[string, Json]>([
  ['a string', 'api'],
  ['a string with line breaks', '--- a\nb\n'],
  ['a number', -0],
  ['null', null],
  ['an empty list', []],
  ['an empty map', {}],
])('writes %s as a document of its own', (_, value) => {
  expect(emitYaml(value)).toBe(Yaml.stringify(value));
});

it.each<[string, Json]>([
  ['a scalar', 'v'],
  ['text', 'a\nb\n'],
  ['a list', [1, [2]]],
  ['a map', { a: { b: 1 }, c: 2 }],
  ['an empty map', {}],
])('writes %s below a key of more than 1024 characters', (_, value) => {
  const longKeys = ['k'.repeat(1024), 'k'.repeat(1025), `${'"'.repeat(600)} `];
  const map = Object.fromEntries(longKeys.map((key) => [key, value]));
  const document = copyOf({ ...map, nested: map, list: [map] });

  expect(emitYaml(document)).toBe(Yaml.stringify(document));
});

it('writes the same after more odd strings than it remembers', () => {
  const odd = Array.from({ length: 4100 }, (_, index) => ({ [`#${index}`]: `${index}` }));

  const first = emitYaml(odd);

  expect(emitYaml(odd)).toBe(first);
  expect(first).toBe(Yaml.stringify(odd));
});

describe('keeps to the bytes of cdk8s even where the library reads back something else:', () => {
  const sixty = 'x'.repeat(60);

  it.each<[string, '1.1' | '1.2', Json, unknown]>([
    ['octal numerals of YAML 1.2', '1.2', { k: '0o17' }, { k: 15 }],
    ['spaces in text that is blank', '1.1', { k: ' \n' }, { k: '\n' }],
    [
      'lines of one space in long text that ends in spaces',
      '1.1',
      { k: `${sixty}\n \n ` },
      { k: `${sixty}\n\\\n ` },
    ],
    ['text with an indented first line, at the root', '1.1', ' a\n', 'a\n'],
  ])('%s', (_, version, document, read) => {
    expect(emitYaml(document)).toBe(Yaml.stringify(document));
    expect(parse(emitYaml(document), { version })).toEqual(read);
  });

  it('a key that means merging', () => {
    const document = { k: { '<<': 'v' } };

    expect(emitYaml(document)).toBe(Yaml.stringify(document));
    expect(() => parse(emitYaml(document), { version: '1.1' }) as unknown).toThrow(/merge/i);
  });
});
