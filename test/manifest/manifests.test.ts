import {
  configReferences,
  isConfig,
  renameConfigReferences,
} from '../../src/manifest/config-references';
import { formatDuration, parseDuration } from '../../src/manifest/duration';
import { describe as nameOf, identityOf, keyOf } from '../../src/manifest/identity';
import { selects } from '../../src/manifest/labels';
import type { JsonObject, Manifest } from '../../src/manifest/manifest';
import { groupKind, isDeployment, isWorkload } from '../../src/manifest/workload';

function manifest(apiVersion: string, kind: string, metadata: Partial<Manifest['metadata']> = {}) {
  return { apiVersion, kind, metadata: { name: 'api', ...metadata } } as Manifest;
}

describe('the identity of an object', () => {
  it('is its group, kind, namespace and name; the version of the API does not count', () => {
    expect(identityOf(manifest('apps/v1', 'Deployment', { namespace: 'shop' }))).toEqual({
      group: 'apps',
      kind: 'Deployment',
      namespace: 'shop',
      name: 'api',
    });
    expect(keyOf(manifest('autoscaling/v1', 'HorizontalPodAutoscaler'))).toBe(
      keyOf(manifest('autoscaling/v2', 'HorizontalPodAutoscaler')),
    );
  });

  it('tells apart what differs in one of them', () => {
    const keys = [
      manifest('v1', 'Service'),
      manifest('serving.knative.dev/v1', 'Service'),
      manifest('v1', 'ConfigMap'),
      manifest('v1', 'Service', { namespace: 'shop' }),
      manifest('v1', 'Service', { name: 'web' }),
    ].map(keyOf);

    expect(new Set(keys).size).toBe(5);
  });

  it('is said as kind, namespace and name', () => {
    expect(nameOf(manifest('v1', 'Service', { namespace: 'shop' }))).toBe('Service shop/api');
    expect(nameOf(manifest('v1', 'Namespace'))).toBe('Namespace api');
  });
});

describe('a kind', () => {
  it('runs pods or does not', () => {
    expect(isWorkload(manifest('apps/v1', 'StatefulSet'))).toBe(true);
    expect(isWorkload(manifest('v1', 'Pod'))).toBe(true);
    expect(isWorkload(manifest('v1', 'Service'))).toBe(false);
    expect(isDeployment(manifest('apps/v1', 'Deployment'))).toBe(true);
    expect(isDeployment(manifest('example.com/v1', 'Deployment'))).toBe(false);
    expect(groupKind(manifest('v1', 'Service'))).toBe('/Service');
  });

  it('is configuration or is not', () => {
    expect(isConfig(manifest('v1', 'ConfigMap'))).toBe(true);
    expect(isConfig(manifest('v1', 'Secret'))).toBe(true);
    expect(isConfig(manifest('example.com/v1', 'Secret'))).toBe(false);
  });
});

describe('a selector', () => {
  it('selects labels that have all of its own', () => {
    expect(selects({ app: 'api' }, { app: 'api', track: 'canary' })).toBe(true);
    expect(selects({ app: 'api', track: 'primary' }, { app: 'api', track: 'canary' })).toBe(false);
    expect(selects({ app: 'api' }, undefined)).toBe(false);
  });

  it('that is empty or absent selects nothing: such a Service has no endpoints of its own', () => {
    expect(selects({}, { app: 'api' })).toBe(false);
    expect(selects(undefined, { app: 'api' })).toBe(false);
  });
});

describe('references to configuration', () => {
  const pod: JsonObject = {
    metadata: { annotations: { configMap: 'no' } },
    spec: {
      containers: [{ envFrom: [{ configMapRef: { name: 'a' } }, { secretRef: { name: 'a' } }] }],
      volumes: [{ secret: { secretName: 'b' } }, { emptyDir: {} }],
    },
  };

  it('are found once each, with their kind', () => {
    expect(configReferences({ one: pod, two: pod })).toEqual([
      { kind: 'ConfigMap', name: 'a' },
      { kind: 'Secret', name: 'a' },
      { kind: 'Secret', name: 'b' },
    ]);
    expect(configReferences(undefined)).toEqual([]);
  });

  it('are renamed in place, and what has none is shared', () => {
    const renamed = renameConfigReferences(
      pod,
      ({ kind, name }) => `${kind}-${name}`,
    ) as JsonObject;

    expect(renamed['spec']).toEqual({
      containers: [
        {
          envFrom: [{ configMapRef: { name: 'ConfigMap-a' } }, { secretRef: { name: 'Secret-a' } }],
        },
      ],
      volumes: [{ secret: { secretName: 'Secret-b' } }, { emptyDir: {} }],
    });
    expect(renamed['metadata']).toBe(pod['metadata']);
    expect(renameConfigReferences(pod, ({ name }) => name)).toBe(pod);
  });

  it('of Ingresses, Gateways and ServiceAccounts are found too', () => {
    const names = configReferences({
      ingress: { tls: [{ secretName: 'a' }] },
      gateway: { servers: [{ tls: { credentialName: 'b' } }] },
      account: { secrets: [{ name: 'c' }], imagePullSecrets: [{ name: 'd' }] },
    }).map(({ name }) => name);

    expect(names).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('a duration', () => {
  it.each([
    ['30s', 30, '30s'],
    ['5m', 300, '5m'],
    ['1h30m', 5400, '1h30m'],
    ['90s', 90, '1m30s'],
    ['1.5h', 5400, '1h30m'],
    ['250ms', 0.25, '0.25s'],
    ['0s', 0, '0s'],
  ])('%s is %d seconds, and is said %s', (text, seconds, said) => {
    expect(parseDuration(text)).toBe(seconds);
    expect(formatDuration(seconds)).toBe(said);
  });

  it.each(['', '5', 'm', '5 m', '-5m', '1d', '5m ', '5M'])('is not %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});
