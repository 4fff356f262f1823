import { readKindSchemas } from '../../../src/cdk8s/kind-schemas';
import type { SchemaFault } from '../../../src/check/schema/schema-fault';
import { validateSchema } from '../../../src/check/schema/validate-schema';
import type { JsonObject, Manifest } from '../../../src/manifest/manifest';

const schemas = readKindSchemas();

const service = (spec: JsonObject): Manifest => object('v1', 'Service', spec);
const virtualService = (spec: JsonObject): Manifest =>
  object('networking.istio.io/v1', 'VirtualService', spec);

function object(apiVersion: string, kind: string, spec: JsonObject): Manifest {
  return { apiVersion, kind, metadata: { name: 'web', namespace: 'shop' }, spec };
}

function deployment(container: JsonObject, spec: JsonObject = {}): Manifest {
  const labels = { app: 'web' };
  return object('apps/v1', 'Deployment', {
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: { containers: [{ name: 'web', ...container }], ...spec },
    },
  });
}

const faultsOf = (manifest: Manifest): readonly SchemaFault[] => validateSchema(manifest, schemas);

describe('a manifest that fits its schema', () => {
  it.each<[string, Manifest]>([
    [
      'a Deployment',
      deployment({ image: 'web:1', resources: { limits: { cpu: 1, memory: '1Gi' } } }),
    ],
    [
      'a port by name or number',
      service({
        ports: [
          { port: 80, targetPort: 'http' },
          { port: 81, targetPort: 8081 },
        ],
      }),
    ],
    [
      'fields that are null, as absent',
      deployment({ env: null, resources: null }, { volumes: null }),
    ],
    [
      'a VirtualService',
      virtualService({
        hosts: ['a.b'],
        http: [{ route: [{ destination: { host: 'a' }, weight: 100 }] }],
      }),
    ],
    [
      'a null field of a custom resource, as absent',
      virtualService({ hosts: ['a.b'], gateways: null }),
    ],
    [
      'a ConfigMap',
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { a: '1' } },
    ],
    ['a kind that no schema is known of', object('example.com/v1', 'Thing', { any: [1, 'x'] })],
    [
      'the annotations of any object',
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a', annotations: { b: 'c' } } },
    ],
  ])('has no faults: %s', (_, manifest) => {
    expect(faultsOf(manifest)).toEqual([]);
  });
});

describe('a manifest that does not fit its schema', () => {
  it('has an unknown field, with the one that was probably meant', () => {
    expect(faultsOf(virtualService({ hosts: ['a.b'], gatways: ['mesh'] }))).toEqual([
      expect.objectContaining({
        kind: 'unknown-field',
        path: 'spec.gatways',
        fix: expect.stringContaining("did you mean 'gateways'?"),
      }),
    ]);
  });

  it('is searched to its last container, environment and probe', () => {
    const manifest = deployment({ readinessProbe: { httpGet: { path: '/', prt: 80 } } });

    expect(faultsOf(manifest).map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      'required spec.template.spec.containers[0].readinessProbe.httpGet.port',
      'unknown-field spec.template.spec.containers[0].readinessProbe.httpGet.prt',
    ]);
  });

  it('has all its faults told at once', () => {
    const manifest = service({ ports: [{ port: '80' }, { name: 'b' }], tpye: 'ClusterIP' });

    expect(
      faultsOf(manifest)
        .map(({ kind, path }) => `${kind} ${path}`)
        .sort(),
    ).toEqual([
      'required spec.ports[1].port',
      'type spec.ports[0].port',
      'unknown-field spec.tpye',
    ]);
  });

  it('has a label that YAML reads as a number', () => {
    const manifest = {
      ...service({ ports: [{ port: 80 }] }),
      metadata: { name: 'a', labels: { version: 1.1 } },
    };

    expect(faultsOf(manifest as unknown as Manifest)).toEqual([
      {
        kind: 'type',
        path: 'metadata.labels.version',
        message: 'of the wrong type',
        given: '1.1',
        allowed: 'string',
      },
    ]);
  });

  it('has a value that is not one of those listed', () => {
    const manifest = object('networking.istio.io/v1', 'DestinationRule', {
      host: 'a',
      trafficPolicy: { loadBalancer: { simple: 'ROUND_ROBBIN' } },
    });

    expect(faultsOf(manifest)).toEqual([
      expect.objectContaining({
        kind: 'value',
        given: 'ROUND_ROBBIN',
        fix: "did you mean 'ROUND_ROBIN'?",
      }),
    ]);
  });

  it('has fields that exclude each other', () => {
    const uri = { exact: '/a', prefix: '/a' };
    const manifest = virtualService({ hosts: ['a.b'], http: [{ match: [{ uri }] }] });

    expect(faultsOf(manifest)).toEqual([
      {
        kind: 'value',
        path: 'spec.http[0].match[0].uri',
        message: 'exact and prefix exclude each other',
        allowed: 'one of exact, prefix, regex',
      },
    ]);
  });

  it('has a number that 32 bits cannot hold', () => {
    const route = [{ destination: { host: 'a' }, weight: 3_000_000_000 }];

    expect(faultsOf(virtualService({ hosts: ['a.b'], http: [{ route }] }))).toEqual([
      expect.objectContaining({
        kind: 'value',
        path: 'spec.http[0].route[0].weight',
        allowed: 'int32',
      }),
    ]);
  });

  it('has an item twice where a list is a map by names', () => {
    const manifest = object('networking.istio.io/v1', 'ServiceEntry', {
      hosts: ['a.b'],
      ports: [
        { name: 'a', number: 1 },
        { name: 'a', number: 12 },
      ],
    });

    expect(faultsOf(manifest)).toEqual([
      expect.objectContaining({
        kind: 'value',
        path: 'spec.ports[1]',
        message: 'the same name as spec.ports[0]',
      }),
    ]);
  });

  it('has null where an item of a list should be', () => {
    expect(faultsOf(virtualService({ hosts: ['a.b'], http: [null] }))).toEqual([
      expect.objectContaining({ kind: 'type', path: 'spec.http[0]', given: 'null' }),
    ]);
  });

  it('has no spec though one is required', () => {
    const manifest = {
      apiVersion: 'networking.istio.io/v1',
      kind: 'ServiceEntry',
      metadata: { name: 'a' },
    };

    expect(faultsOf(manifest).map(({ path }) => path)).toEqual(['spec']);
  });
});
