import { ask, deployment, destinationRule, object, service, sharesOf, SHOP, sidecar } from './shop';
import { split, virtualService, WEB } from './shop';

const LEAK = { stable: 0.75, canary: 0.25 };
const toCanary = { http: [split({ canary: 1 })] };

describe('what a sidecar does not see', () => {
  it('of VirtualServices leaves the whole Service', () => {
    const objects = [
      ...SHOP,
      destinationRule(),
      virtualService('web', { ...toCanary, exportTo: ['.'] }),
    ];
    expect(sharesOf(ask(objects, sidecar('shop')))).toEqual({ canary: 1 });
    expect(sharesOf(ask(objects, sidecar('other')))).toEqual(LEAK);
  });

  it('of DestinationRules takes their subsets: 503 NC', () => {
    const objects = [
      ...SHOP,
      destinationRule('web', { exportTo: ['.'] }),
      virtualService('web', toCanary),
    ];
    expect(sharesOf(ask(objects, sidecar('other')))).toEqual({ '503 NC': 1 });
  });

  it('of Services passes through to their address, or is 503 NC if another Service has HTTP on the port', () => {
    const hidden = {
      ...service('web', { app: 'web' }),
      metadata: {
        name: 'web',
        namespace: 'shop',
        annotations: { 'networking.istio.io/exportTo': '.' },
      },
    };
    const objects = [
      hidden,
      deployment('stable', 3),
      deployment('canary', 1),
      destinationRule(),
      virtualService('web', toCanary),
    ];
    const alone = ask(objects, sidecar('other'));
    expect([alone.kind, sharesOf(alone)]).toEqual(['passthrough', LEAK]);
    const beside = ask([...objects, service('other/api', { app: 'api' })], sidecar('other'));
    expect([beside.kind, sharesOf(beside)]).toEqual(['route', { '503 NC': 1 }]);
  });
});

describe('a Sidecar resource', () => {
  const sidecarObject = (at: string, hosts: readonly string[], more = {}) =>
    object('networking.istio.io/v1', 'Sidecar', at, { egress: [{ hosts }], ...more });
  const objects = [...SHOP, destinationRule(), virtualService('web', toCanary)];

  it('that lets a Service in but not its routes leaks', () => {
    const elsewhere = [...SHOP, destinationRule(), virtualService('other/web', toCanary)];
    const limited = sidecarObject('third/default', ['shop/*']);
    expect(sharesOf(ask([...elsewhere, limited], sidecar('third')))).toEqual(LEAK);
  });

  it('lets in the destinations of the routes it lets in', () => {
    const apex = service('apex', { app: 'apex' });
    const apexHost = 'apex.shop.svc.cluster.local';
    const routes = virtualService('apex', { ...toCanary, hosts: [apexHost] });
    const limited = sidecarObject('other/default', [`shop/${apexHost}`]);
    const found = ask([...SHOP, apex, destinationRule(), routes, limited], sidecar('other'), {
      host: apexHost,
    });
    expect(sharesOf(found)).toEqual({ canary: 1 });
  });

  it('of the root namespace holds for all without their own', () => {
    const objectsAndRoot = [...objects, sidecarObject('istio-system/default', ['./*'])];
    expect(ask(objectsAndRoot, sidecar('other')).kind).toBe('passthrough');
    const own = sidecarObject('other/default', ['*/*']);
    expect(sharesOf(ask([...objectsAndRoot, own], sidecar('other')))).toEqual({ canary: 1 });
  });

  it('with a selector comes before the one for the namespace', () => {
    const chosen = sidecarObject('other/a', ['*/*'], {
      workloadSelector: { labels: { app: 'qa' } },
    });
    const rest = sidecarObject('other/b', ['./*']);
    const world = [...objects, chosen, rest];
    expect(sharesOf(ask(world, sidecar('other', { app: 'qa' })))).toEqual({ canary: 1 });
    expect(ask(world, sidecar('other')).kind).toBe('passthrough');
  });

  it('that closes the outside blocks what nothing claims', () => {
    const closed = sidecarObject('other/b', ['./*'], {
      outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
    });
    expect(ask([...objects, closed], sidecar('other')).kind).toBe('blackhole');
  });

  it('with listeners of its own is unknown', () => {
    const odd = object('networking.istio.io/v1', 'Sidecar', 'other/x', {
      egress: [{ port: { number: 80, protocol: 'HTTP' }, hosts: ['*/*'] }],
    });
    expect(ask([...objects, odd], sidecar('other')).kind).toBe('unknown');
  });
});

describe('a mesh that allows registered names only', () => {
  const meshConfig = { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } };

  it('answers 502 to unknown names on a port for HTTP, and closes all other connections', () => {
    const found = ask(SHOP, sidecar(), { host: 'nobody.example.com' }, meshConfig);
    expect(found).toMatchObject({ kind: 'direct-response', status: 502 });
    const elsewhere = ask(SHOP, sidecar(), { host: 'nobody.example.com', port: 81 }, meshConfig);
    expect(elsewhere.kind).toBe('blackhole');
  });
});

describe('an EnvoyFilter', () => {
  it('makes every answer of the callers that it may concern unknown', () => {
    const filter = object('networking.istio.io/v1alpha3', 'EnvoyFilter', 'other/any', {});
    expect(ask([...SHOP, filter], sidecar('other')).kind).toBe('unknown');
    expect(ask([...SHOP, filter], sidecar('shop')).kind).toBe('route');
  });
});

describe('a caller that the mesh does not govern', () => {
  it('reaches all ready pods of the Service, whatever the routes say', () => {
    const objects = [...SHOP, destinationRule(), virtualService('web', toCanary)];
    const found = ask(objects, { kind: 'outside', namespace: 'shop' }, { host: 'web' });
    expect([found.kind, sharesOf(found)]).toEqual(['passthrough', LEAK]);
  });

  it('gets no answer from a Service without the port', () => {
    const found = ask(SHOP, { kind: 'outside' }, { host: WEB, port: 81 });
    expect(sharesOf(found)).toEqual({ UF: 1 });
  });
});
