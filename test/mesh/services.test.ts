import { ask, deployment, destinationRule, object, service, sharesOf, SHOP, sidecar } from './shop';
import { split, virtualService, WEB } from './shop';

const LEAK = { stable: 0.75, canary: 0.25 };
const pods = [deployment('stable', 3), deployment('canary', 1)];
const toCanary = [destinationRule(), virtualService('web', { http: [split({ canary: 1 })] })];

describe('the port of a Service', () => {
  it.each([
    ['http-web', undefined, 'route'],
    ['grpc', undefined, 'route'],
    ['', undefined, 'route'],
    ['unheard-of', undefined, 'route'],
    ['tcp-web', undefined, 'tcp'],
    ['redis', undefined, 'tcp'],
    ['https', undefined, 'tcp'],
    ['udp-web', undefined, 'passthrough'],
    ['tcp', 'http', 'route'],
    ['http', 'tcp', 'tcp'],
    ['tcp', 'kubernetes.io/h2c', 'route'],
  ])('named %j with appProtocol %j makes a call a %s', (name, appProtocol, kind) => {
    const port = { port: 80, name, ...(appProtocol === undefined ? {} : { appProtocol }) };
    const found = ask([service('web', { app: 'web' }, { ports: [port] }), ...pods, ...toCanary]);
    expect(found.kind).toBe(kind);
    expect(sharesOf(found)).toEqual(kind === 'route' ? { canary: 1 } : LEAK);
  });

  it('for HTTP lets everything else through untouched', () => {
    const found = ask([...SHOP, ...toCanary], sidecar(), { protocol: 'tcp' });
    expect([found.kind, sharesOf(found)]).toEqual(['passthrough', LEAK]);
  });

  it('that a destination does not name is for a sidecar always the port that was called', () => {
    const moved = service(
      'canary',
      { version: 'canary' },
      { ports: [{ port: 8080, name: 'http' }] },
    );
    const http = [{ route: [{ destination: { host: 'canary' } }] }];
    expect(sharesOf(ask([...SHOP, moved, virtualService('web', { http })]))).toEqual({
      '503 NC': 1,
    });
  });
});

describe('connections without HTTP', () => {
  const ports = [{ port: 80, name: 'tcp' }];
  const web = service('web', { app: 'web' }, { ports });

  it('follow tcp rules by weight', () => {
    const rules = virtualService('web', { tcp: [split({ stable: 75, canary: 25 })] });
    expect(sharesOf(ask([web, ...pods, destinationRule(), rules]))).toEqual(LEAK);
  });

  it('follow tls rules by the name that the client asks for', () => {
    const secure = service('web', { app: 'web' }, { ports: [{ port: 80, name: 'tls' }] });
    const rule = split({ canary: 1 }, { match: [{ sniHosts: [WEB] }] });
    const world = [secure, ...pods, destinationRule(), virtualService('web', { tls: [rule] })];
    expect(sharesOf(ask(world, sidecar(), { protocol: 'tls' }))).toEqual({ canary: 1 });
    expect(sharesOf(ask(world, sidecar(), { protocol: 'tcp' }))).toEqual(LEAK);
  });
});

describe('a headless Service', () => {
  const headless = service('web', { app: 'web' }, { clusterIP: 'None' });

  it('is answered by the pod that DNS names, whatever the weights say', () => {
    expect(sharesOf(ask([headless, ...pods, ...toCanary]))).toEqual(LEAK);
  });

  it('as a destination of another host sends its share to the address that was dialled', () => {
    const apart = service('canary', { version: 'canary' }, { clusterIP: 'None' });
    const http = [{ route: [{ destination: { host: 'canary' } }] }];
    expect(sharesOf(ask([...SHOP, apart, virtualService('web', { http })]))).toEqual(LEAK);
  });
});

describe('endpoints', () => {
  it('with internalTrafficPolicy Local are those of the caller’s node', () => {
    const local = service('web', { app: 'web' }, { internalTrafficPolicy: 'Local' });
    const away = { kind: 'sidecar' as const, namespace: 'shop', node: 'node-2' };
    expect(sharesOf(ask([local, ...pods, ...toCanary]))).toEqual({ canary: 1 });
    expect(sharesOf(ask([local, ...pods, ...toCanary], away))).toEqual({ '503 UH': 1 });
  });

  it('with a named targetPort are pods with a port of that name', () => {
    const ports = [{ port: 80, name: 'http', targetPort: 'web' }];
    expect(sharesOf(ask([service('web', { app: 'web' }, { ports }), ...pods]))).toEqual({
      '503 UH': 1,
    });
  });

  it('are not the pods that end, or are not ready unless the Service says so', () => {
    const pod = (name: string, metadata = {}, status = {}) => ({
      ...object('v1', 'Pod', name, {}, { labels: { app: 'web' }, ...metadata }),
      status,
    });
    const unready = { conditions: [{ type: 'Ready', status: 'False' }] };
    const world = [
      pod('web-a'),
      pod('web-b', { deletionTimestamp: '2026-01-01T00:00:00Z' }),
      pod('web-c', {}, unready),
    ];
    expect(sharesOf(ask([service('web', { app: 'web' }), ...world]))).toEqual({ a: 1 });
    const eager = service('web', { app: 'web' }, { publishNotReadyAddresses: true });
    expect(sharesOf(ask([eager, ...world]))).toEqual({ a: 0.5, c: 0.5 });
  });

  it('of a Deployment whose ReplicaSet is there too are counted once', () => {
    const owner = { ownerReferences: [{ kind: 'Deployment', name: 'web-canary' }] };
    const made = deployment('canary', 1);
    const set = object('apps/v1', 'ReplicaSet', 'web-canary-1', made['spec'] as never, owner);
    const found = ask([service('web', { app: 'web' }), made, set]);
    expect(found).toMatchObject({ destinations: [{ pods: [{ name: 'web-canary-1-0' }] }] });
  });
});

describe('what the model leaves out', () => {
  it('is unknown where it decides who answers', () => {
    const waypoint = service('web', { app: 'web' });
    const labelled = {
      ...waypoint,
      metadata: { ...waypoint.metadata, labels: { 'istio.io/use-waypoint': 'w' } },
    };
    expect(ask([labelled, ...pods])).toMatchObject({
      kind: 'unknown',
      reason: `${WEB} has a waypoint`,
    });
    const single = ask(
      [service('web', { app: 'web' }, { clusterIP: 'None' }), ...pods],
      sidecar(),
      {
        host: `web-canary-0.${WEB}`,
      },
    );
    expect(single.kind).toBe('unknown');
  });

  it('is told where it does not: injected faults', () => {
    const rule = split({ canary: 1 }, { fault: { abort: { httpStatus: 500 } } });
    const found = ask([...SHOP, destinationRule(), virtualService('web', { http: [rule] })]);
    expect(found.derivation).toContain('the faults that it injects are not counted');
  });
});

describe('a name', () => {
  it('of up to three labels is completed as Kubernetes does', () => {
    for (const host of ['web', 'web.shop', 'web.shop.svc']) {
      expect(sharesOf(ask([...SHOP, ...toCanary], sidecar(), { host }))).toEqual({ canary: 1 });
    }
    expect(ask([...SHOP, ...toCanary], sidecar('other'), { host: 'web' }).kind).toBe('passthrough');
  });

  it('in the Host header decides, not the address', () => {
    const world = [...SHOP, ...toCanary];
    const alias = ask(world, sidecar(), { headers: { Host: 'alias.example.com' } });
    expect([alias.kind, sharesOf(alias)]).toEqual(['passthrough', LEAK]);
  });

  it('of another Service for the same pods escapes the routes', () => {
    const world = [...SHOP, service('alias', { app: 'web' }), ...toCanary];
    expect(sharesOf(ask(world, sidecar(), { host: 'alias' }))).toEqual(LEAK);
  });

  it('of an ExternalName Service means the Service it stands for', () => {
    const alias = service('old', {}, { type: 'ExternalName', externalName: WEB });
    expect(sharesOf(ask([...SHOP, ...toCanary, alias], sidecar(), { host: 'old' }))).toEqual({
      canary: 1,
    });
    const http = [{ route: [{ destination: { host: 'old' } }] }];
    expect(sharesOf(ask([...SHOP, alias, virtualService('web', { http })]))).toEqual(LEAK);
  });

  it('of a ServiceEntry is routed to its endpoints', () => {
    const entry = object('networking.istio.io/v1', 'ServiceEntry', 'api', {
      hosts: ['api.example.com'],
      ports: [{ number: 80, name: 'http', protocol: 'HTTP' }],
      resolution: 'STATIC',
      endpoints: [{ address: '192.0.2.1' }, { address: '192.0.2.2' }],
    });
    const found = ask([entry], sidecar(), { host: 'api.example.com' });
    expect([found.kind, found.workloads]).toEqual([
      'route',
      { '192.0.2.1': 0.5, '192.0.2.2': 0.5 },
    ]);
  });

  it('that no object knows is bound by a VirtualService on port 80 only', () => {
    const http = [{ route: [{ destination: { host: WEB, port: { number: 80 } } }] }];
    const world = [...SHOP, virtualService('v', { hosts: ['virtual.internal'], http })];
    expect(ask(world, sidecar(), { host: 'virtual.internal' }).kind).toBe('route');
    expect(ask(world, sidecar(), { host: 'virtual.internal', port: 8080 }).kind).toBe(
      'passthrough',
    );
  });
});
