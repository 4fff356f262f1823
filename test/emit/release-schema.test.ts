import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import fc from 'fast-check';
import type { ObjectJson, PhaseJson, ReleaseJson } from '../../src/emit/release-json';
import { arbitraryRelease } from './arbitrary-release';
import { compileExample, exampleJson, object } from './plan-releases';

type Json = string | number | boolean | null | Json[] | { [field: string]: Json };
type Path = readonly (string | number)[];

const schema = JSON.parse(
  readFileSync(join(__dirname, '../../schemas/release.schema.json'), 'utf8'),
) as { readonly $defs: Readonly<Record<string, { readonly properties?: object }>> } & {
  readonly properties: object;
};
const validate = new Ajv2020({ allErrors: true, strict: true }).compile(schema);

/** Everything the format can hold, in one release: made by the compiler, with an Ingress and leaps. */
const full = {
  ...exampleJson({
    plan: {
      from: undefined,
      to: '0.0.3',
      environment: 'staging',
      steps: [
        {
          setHeaderRoute: {
            name: 'qa',
            match: [{ headerName: 'x-qa', headerValue: { exact: 'yes' } }],
          },
        },
        { setMirror: { percentage: 10 } },
        { setWeight: 20 },
        { pause: { duration: '5m' } },
        { setWeight: 40 },
        { analysis: { metrics: ['errors', 'latency'], duration: '10m' } },
        { setWeight: 60 },
        { pause: {} },
      ],
    },
    others: [
      object('networking.k8s.io/v1', 'Ingress', 'web', {
        spec: { defaultBackend: { service: { name: 'go-demo-7', port: { number: 80 } } } },
      }),
    ],
    after: compileExample({ others: [object('v1', 'ConfigMap', 'settings', { data: {} })] }),
  }),
  skips: [{ from: '050-canary-20', to: '070-canary-60' }],
};

/** Every place of a JSON value, the containers before what they hold. */
function places(value: Json, at: Path = []): readonly Path[] {
  const children =
    typeof value === 'object' && value !== null
      ? Object.keys(value).map((key) => (Array.isArray(value) ? Number(key) : key))
      : [];
  return [at, ...children.flatMap((key) => places(get(value, [key]), [...at, key]))];
}

function get(value: Json, path: Path): Json {
  return path.reduce<Json>((at, key) => (at as Record<string | number, Json>)[key] as Json, value);
}

/** A copy of the release with one place changed. */
function withChange(path: Path, change: (parent: Record<string | number, Json>) => void): Json {
  const copy = structuredClone(full) as unknown as Json;
  change(get(copy, path.slice(0, -1)) as Record<string | number, Json>);
  return copy;
}

/** The shape of a place: the same for all items of a list and all keys of a map of ours. */
function shapeOf(path: Path): string {
  const isMap = ['abort', 'files'].includes(String(path[0]));
  return path
    .map((key, index) => (typeof key === 'number' || (isMap && index === 1) ? '*' : key))
    .join('.');
}

const allPlaces = places(full as unknown as Json).filter((path) => path.length > 0);
const onePlacePerShape = [...new Map(allPlaces.map((path) => [shapeOf(path), path])).values()];

describe('the schema of release.json', () => {
  it.each<[string, ReleaseJson]>([
    ['go-demo-7', exampleJson()],
    ['a first installation', exampleJson({ plan: { from: undefined, traffic: undefined } })],
    ['a release with all there is', full],
    [
      'layout subsets',
      exampleJson({ plan: { layout: 'subsets', outsideMesh: 'may-reach-canary' } as object }),
    ],
  ])('accepts %s', (_, json) => {
    validate(json);
    expect(validate.errors).toBe(null);
  });

  it('accepts any release', () => {
    fc.assert(
      fc.property(arbitraryRelease, (json) => {
        validate(json);
        expect(validate.errors).toBe(null);
      }),
      { numRuns: 40 },
    );
  });

  it('is tried on everything the format can hold', () => {
    const shapes = onePlacePerShape.map(shapeOf);
    expect(shapes).toEqual(
      expect.arrayContaining([
        'environment',
        'traffic.errorRate',
        'phases.*.gates.*.metrics.*',
        'phases.*.headerRoutes.*',
        'abort.*.*.ready.*.replicas',
        'ingresses.*.name',
        'retired.*.name',
        'skips.*.from',
        'metrics.latency.quantile',
        'metrics.errors.min',
      ]),
    );
  });

  it('refuses a release without a field, but for the four that may be absent', () => {
    const dropped = onePlacePerShape
      .filter((path) => typeof path[path.length - 1] === 'string')
      .filter((path) =>
        validate(
          withChange(path, (parent) => Reflect.deleteProperty(parent, path[path.length - 1]!)),
        ),
      )
      .map(shapeOf);
    const namespaces = dropped.filter((shape) =>
      /(object|ready\.\*|(ingresses|retired)\.\*)\.namespace$/.test(shape),
    );
    const rest = dropped.filter((shape) => !namespaces.includes(shape));
    expect(rest.sort()).toEqual([
      'abort.*',
      'environment',
      'files.*',
      'metrics.errors',
      'metrics.latency',
      'traffic',
      'traffic.errorRate',
    ]);
    expect(namespaces).not.toEqual([]);
  });

  it('refuses a value of another type at any place', () => {
    const accepted = onePlacePerShape
      .filter((path) => {
        const wrong: Json = typeof get(full as unknown as Json, path) === 'string' ? 7 : 'seven';
        return validate(withChange(path, (parent) => (parent[path[path.length - 1]!] = wrong)));
      })
      .map(shapeOf);
    expect(accepted).toEqual([]);
  });

  it('refuses a field that it does not know, in every object of ours', () => {
    const accepted = onePlacePerShape
      .filter((path) => {
        const value = get(full as unknown as Json, path);
        return typeof value === 'object' && value !== null && !Array.isArray(value);
      })
      .filter((path) => validate(withChange([...path, ''], (at) => (at['unknownField'] = {}))))
      .map(shapeOf);
    expect(accepted).toEqual([]);
    expect(validate({ ...full, unknownField: 1 })).toBe(false);
  });

  it.each<[string, (json: ReleaseJson) => unknown]>([
    ['another version of the format', (json) => ({ ...json, schemaVersion: 2 })],
    ['no phase', (json) => ({ ...json, phases: [] })],
    ['a phase without digits', (json) => withPhase(json, { id: 'canary-20' })],
    ['an absolute directory', (json) => withPhase(json, { path: '/etc' })],
    ['a directory above', (json) => withPhase(json, { path: '..' })],
    ['a way back in the place of a phase', (json) => withPhase(json, { path: 'abort/from-a/b' })],
    ['more than everything', (json) => withPhase(json, { mirror: 101 })],
    ['half a pod', (json) => withPhase(json, { replicas: { primary: 0.5, canary: 0 } })],
    ['a hash in capitals', (json) => withPhase(json, { sha256: 'A'.repeat(64) })],
    ['a file above', (json) => ({ ...json, files: { '../x': '0'.repeat(64) } })],
    ['a file with a backslash', (json) => ({ ...json, files: { 'a\\b': '0'.repeat(64) } })],
    ['a version with a slash', (json) => ({ ...json, to: 'feature/x' })],
    ['a first installation with a way back', (json) => ({ ...json, from: null })],
    [
      'a metric of two kinds',
      (json) => ({
        ...json,
        metrics: { errors: { kind: 'success-rate', min: 99, max: '1s' } },
      }),
    ],
  ])('refuses %s', (_, change) => {
    expect(validate(change(exampleJson()))).toBe(false);
  });

  it('knows the fields of the types, no more and no fewer', () => {
    const release: Record<keyof ReleaseJson, true> = {
      schemaVersion: true,
      release: true,
      environment: true,
      chart: true,
      namespace: true,
      engine: true,
      router: true,
      layout: true,
      output: true,
      extension: true,
      from: true,
      to: true,
      phases: true,
      abort: true,
      skips: true,
      outsideMesh: true,
      ingresses: true,
      metrics: true,
      traffic: true,
      retired: true,
      files: true,
    };
    const phase: Record<keyof PhaseJson, true> = {
      id: true,
      name: true,
      path: true,
      versions: true,
      replicas: true,
      traffic: true,
      headerRoutes: true,
      mirror: true,
      ready: true,
      settleSeconds: true,
      early: true,
      settling: true,
      gates: true,
      changes: true,
      sha256: true,
    };
    const named: Record<keyof ObjectJson, true> = {
      apiVersion: true,
      kind: true,
      namespace: true,
      name: true,
    };
    const fieldsOf = (properties: object | undefined) => Object.keys(properties ?? {}).sort();
    expect(fieldsOf(schema.properties)).toEqual(Object.keys(release).sort());
    expect(fieldsOf(schema.$defs['phase']?.properties)).toEqual(Object.keys(phase).sort());
    expect(fieldsOf(schema.$defs['object']?.properties)).toEqual(Object.keys(named).sort());
  });
});

function withPhase(json: ReleaseJson, change: Partial<Record<keyof PhaseJson, unknown>>): unknown {
  const [first, ...rest] = json.phases;
  return { ...json, phases: [{ ...first, ...change }, ...rest] };
}
