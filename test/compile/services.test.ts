import type { JsonObject, Manifest } from '../../src/manifest/manifest';
import { install, lastPhase, objectNamed } from './release-case';
import { object, shop, type ShopChanges } from './shop';

function stateOf(changes: ShopChanges) {
  return lastPhase(install(shop('1.0.0', changes)));
}

function serviceOf(changes: ShopChanges, name: string): unknown {
  return objectNamed(stateOf(changes), 'Service', name)['spec'];
}

function service(name: string, spec: JsonObject): Manifest {
  return object('v1', 'Service', name, { spec: { selector: { app: 'api' }, ...spec } });
}

describe('the Service that callers use', () => {
  it('selects the primary only: callers outside the mesh stay on the old version', () => {
    expect(serviceOf({}, 'api')).toEqual({
      selector: { app: 'api', track: 'primary' },
      ports: [{ name: 'http', port: 80, targetPort: 8080 }],
    });
  });

  it('has the ports of the plan, with the defaults filled in', () => {
    const ports = [
      { name: 'http', port: 80, targetPort: 'web' },
      { name: 'grpc-admin', port: 81, appProtocol: 'grpc' },
    ];

    expect(serviceOf({ plan: { service: { ports } } }, 'api')).toMatchObject({
      ports: [
        { name: 'http', port: 80, targetPort: 'web' },
        { name: 'grpc-admin', port: 81, targetPort: 81, appProtocol: 'grpc' },
      ],
    });
  });

  it('is the one of the chart that selects the pods, with all else that its author wrote', () => {
    const own = service('shop-api', {
      type: 'NodePort',
      sessionAffinity: 'ClientIP',
      ports: [{ name: 'http', port: 80, targetPort: 8080, nodePort: 30080 }],
    });
    const changes = { plan: { service: undefined }, others: [own] };

    expect(serviceOf(changes, 'shop-api')).toEqual({
      type: 'NodePort',
      sessionAffinity: 'ClientIP',
      ports: [{ name: 'http', port: 80, targetPort: 8080, nodePort: 30080 }],
      selector: { app: 'api', track: 'primary' },
    });
    expect(serviceOf(changes, 'api-canary')).toMatchObject({
      ports: [{ name: 'http', port: 80, targetPort: 8080 }],
    });
    expect(objectNamed(stateOf(changes), 'VirtualService', 'api')['spec']).toMatchObject({
      hosts: ['shop-api.shop.svc.cluster.local'],
    });
  });

  it('is the one with the name of the release where several select the pods; the others keep to the primary', () => {
    const ports = [{ name: 'http', port: 80 }];
    const others = [service('api-metrics', { ports }), service('api', { ports })];
    const changes = { plan: { service: undefined }, others };

    expect(serviceOf(changes, 'api-metrics')).toEqual({
      ports,
      selector: { app: 'api', track: 'primary' },
    });
    expect(objectNamed(stateOf(changes), 'VirtualService', 'api')['spec']).toMatchObject({
      hosts: ['api.shop.svc.cluster.local'],
    });
  });

  it('of other pods is left alone', () => {
    const other = object('v1', 'Service', 'web', { spec: { selector: { app: 'web' } } });

    expect(serviceOf({ others: [other] }, 'web')).toEqual({ selector: { app: 'web' } });
  });
});

describe('the Services of the tracks', () => {
  it('select the matchLabels of the workload and the track, not all labels of its pods', () => {
    const labels = { app: 'api', team: 'red' };
    const template = {
      metadata: { labels },
      spec: { containers: [{ name: 'api', image: 'a:1' }] },
    };
    const changes = { deployment: { template } };

    expect(serviceOf(changes, 'api-primary')).toMatchObject({
      selector: { app: 'api', track: 'primary' },
    });
    expect(serviceOf(changes, 'api-canary')).toMatchObject({
      selector: { app: 'api', track: 'canary' },
    });
  });
});

describe('the Deployments of the tracks', () => {
  it('are the workload under their names, with the track in the selector and on the pods', () => {
    const state = stateOf({ deployment: { minReadySeconds: 5 } });

    expect(objectNamed(state, 'Deployment', 'api-canary')).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'api-canary', namespace: 'shop' },
      spec: {
        minReadySeconds: 5,
        replicas: 0,
        selector: { matchLabels: { app: 'api', track: 'canary' } },
        template: {
          metadata: { labels: { app: 'api', track: 'canary' } },
          spec: {
            containers: [
              {
                name: 'api',
                image: 'registry.example.com/api:1.0.0',
                ports: [{ containerPort: 8080 }],
              },
            ],
          },
        },
      },
    });
  });

  it('take their size from the plan, else from the Deployment, else they have one pod', () => {
    const sizeOf = (changes: ShopChanges) => stateOf(changes).replicas.primary;
    const deployment = { replicas: 3 };

    expect(sizeOf({ deployment })).toBe(4);
    expect(sizeOf({ deployment, plan: { replicas: undefined } })).toBe(3);
    expect(sizeOf({ plan: { replicas: undefined } })).toBe(1);
  });
});

describe('what a plan overrides', () => {
  it('is the label of the tracks', () => {
    const state = stateOf({ plan: { trackLabel: 'example.com/release' } });

    expect(objectNamed(state, 'Service', 'api')['spec']).toMatchObject({
      selector: { app: 'api', 'example.com/release': 'primary' },
    });
  });

  it('is the name of each object', () => {
    const names = {
      service: 'shop-api',
      primary: 'blue',
      canary: 'green',
      mesh: 'inside',
      external: 'outside',
      gateway: 'door',
    };
    const gateway = { selector: { istio: 'ingressgateway' } };
    const router = { kind: 'istio', hosts: ['shop.example.com'], gateway } as const;
    const { objects } = stateOf({ plan: { names, router } });

    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'Service shop-api',
      'Service blue',
      'Service green',
      'Deployment blue',
      'Deployment green',
      'Gateway door',
      'VirtualService outside',
      'VirtualService inside',
    ]);
  });

  it('is any other field, by a merge patch for the kind', () => {
    const annotations = { 'example.com/team': 'red' };
    const state = stateOf({
      plan: {
        patch: {
          Deployment: { spec: { revisionHistoryLimit: 2 } },
          Service: { metadata: { annotations } },
          VirtualService: { spec: { exportTo: ['.'] } },
        },
      },
    });

    expect(objectNamed(state, 'Deployment', 'api-canary')['spec']).toMatchObject({
      revisionHistoryLimit: 2,
    });
    expect(objectNamed(state, 'Service', 'api-primary').metadata.annotations).toEqual(annotations);
    expect(objectNamed(state, 'VirtualService', 'api')['spec']).toMatchObject({ exportTo: ['.'] });
  });
});
