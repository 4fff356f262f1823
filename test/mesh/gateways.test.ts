import { ask, destinationRule, gateway, INGRESS_GATEWAY, object, sharesOf, SHOP } from './shop';
import { sidecar, split, virtualService } from './shop';

const HOST = 'web.example.com';
const base = [...SHOP, destinationRule()];
const routes = (at: string, http: readonly ReturnType<typeof split>[], created?: string) =>
  virtualService(
    at,
    { hosts: [HOST], gateways: ['shop/edge'], http },
    created === undefined ? {} : { creationTimestamp: created },
  );
const visit = (objects: typeof base, request = {}) =>
  ask(objects, INGRESS_GATEWAY, { host: HOST, ...request });

describe('a gateway', () => {
  it('refuses connections to a port that no Gateway opens', () => {
    expect(visit([...base, routes('web', [split({ stable: 1 })])]).kind).toBe('refused');
  });

  it('answers 404 without a route that is bound to it', () => {
    const objects = [...base, gateway('edge', [HOST])];
    expect(visit(objects)).toMatchObject({ kind: 'no-route', errors: [{ status: 404, share: 1 }] });
  });

  it('takes a route only for hosts that the server has too', () => {
    const world = [
      ...base,
      gateway('edge', ['*.example.org']),
      routes('web', [split({ stable: 1 })]),
    ];
    expect(visit(world).kind).toBe('no-route');
  });

  it('takes routes of the namespaces that its hosts name', () => {
    const http = [split({ stable: 1 })];
    expect(visit([...base, gateway('edge', ['shop/*']), routes('web', http)]).kind).toBe('route');
    expect(visit([...base, gateway('edge', ['./*']), routes('web', http)]).kind).toBe('route');
    expect(visit([...base, gateway('edge', ['other/*']), routes('web', http)]).kind).toBe(
      'no-route',
    );
  });

  it('merges objects on one host, the older first and what takes everything last', () => {
    const older = routes('a', [split({ stable: 1 })], '2026-01-01T00:00:00Z');
    const younger = routes(
      'b',
      [split({ canary: 1 }, { match: [{ uri: { prefix: '/qa' } }] })],
      '2026-01-02T00:00:00Z',
    );
    const world = [...base, gateway('edge', [HOST]), younger, older];
    expect(sharesOf(visit(world))).toEqual({ stable: 1 });
    expect(sharesOf(visit(world, { path: '/qa' }))).toEqual({ canary: 1 });
  });

  it('leaves the mesh alone when its routes do not name mesh', () => {
    const world = [...base, gateway('edge', [HOST]), routes('web', [split({ stable: 1 })])];
    expect(sharesOf(ask(world, sidecar()))).toEqual({ stable: 0.75, canary: 0.25 });
  });

  it('sends requests in clear to HTTPS when the server says so', () => {
    const world = [...base, gateway('edge', [HOST], { tls: { httpsRedirect: true } })];
    expect(visit(world)).toMatchObject({ kind: 'redirect', status: 301 });
  });

  it('takes TLS by name, and resets the connection for any other', () => {
    const port = { number: 443, name: 'https', protocol: 'HTTPS' };
    const tls = { mode: 'SIMPLE', credentialName: 'web' };
    const world = [
      ...base,
      gateway('edge', [HOST], { port, tls }),
      routes('web', [split({ canary: 1 })]),
    ];
    expect(sharesOf(visit(world, { port: 443, secure: true }))).toEqual({ canary: 1 });
    expect(visit(world, { port: 443 }).kind).toBe('reset');
    const other = visit(world, { port: 443, secure: true, host: 'x.example.com' });
    expect(other.kind).toBe('reset');
  });

  it('takes the only port of a destination that names none', () => {
    const [web, ...pods] = SHOP;
    const ports = [{ port: 8080, name: 'http' }];
    const moved = { ...web!, spec: { ports, selector: { app: 'web' } } };
    const world = [
      moved,
      ...pods,
      destinationRule(),
      gateway('edge', [HOST]),
      routes('web', [split({ canary: 1 })]),
    ];
    expect(sharesOf(visit(world))).toEqual({ canary: 1 });
  });

  it('reads DestinationRules by the namespace of its workload', () => {
    const world = [
      ...SHOP,
      destinationRule('web', { exportTo: ['.'] }),
      gateway('edge', [HOST]),
      routes('web', [split({ canary: 1 })]),
    ];
    expect(sharesOf(visit(world))).toEqual({ '503 NC': 1 });
  });
});

describe('a gateway that passes TLS on', () => {
  const port = { number: 443, name: 'tls', protocol: 'TLS' };
  const open443 = gateway('edge', [HOST], { port, tls: { mode: 'PASSTHROUGH' } });
  const rule = split({ canary: 1 }, { match: [{ sniHosts: [HOST] }] });
  const bound = { hosts: [HOST], gateways: ['edge'], tls: [rule] };
  const request = { port: 443, protocol: 'tls' };

  it('follows tls rules to the only port of the Service', () => {
    const found = visit([...base, open443, virtualService('web', bound)], request);
    expect([found.kind, sharesOf(found)]).toEqual(['tcp', { canary: 1 }]);
  });

  it('resets connections that no rule takes', () => {
    expect(visit([...base, open443], request).kind).toBe('reset');
  });
});

describe('an Ingress of the mesh', () => {
  const path = {
    path: '/',
    pathType: 'Prefix',
    backend: { service: { name: 'web', port: { name: 'http' } } },
  };
  const spec = { rules: [{ host: HOST, http: { paths: [path] } }] };
  const annotations = { 'kubernetes.io/ingress.class': 'istio' };
  const ingress = object('networking.k8s.io/v1', 'Ingress', 'web', spec, { annotations });

  it('sends everything to the whole Service, whatever routes the mesh has', () => {
    const world = [...base, ingress, virtualService('web', { http: [split({ canary: 1 })] })];
    expect(sharesOf(visit(world))).toEqual({ stable: 0.75, canary: 0.25 });
  });

  it('takes longer paths first', () => {
    const backend = { service: { name: 'nobody', port: { number: 80 } } };
    const paths = [path, { path: '/qa', pathType: 'Exact', backend }];
    const longer = object(
      'networking.k8s.io/v1',
      'Ingress',
      'web',
      { rules: [{ host: HOST, http: { paths } }] },
      { annotations },
    );
    expect(sharesOf(visit([...base, longer], { path: '/qa' }))).toEqual({ '503 NC': 1 });
    expect(sharesOf(visit([...base, longer], { path: '/qa/x' }))).toEqual({
      stable: 0.75,
      canary: 0.25,
    });
  });

  it('of another class is ignored', () => {
    const other = object('networking.k8s.io/v1', 'Ingress', 'web', {
      ...spec,
      ingressClassName: 'nginx',
    });
    expect(visit([...base, other]).kind).toBe('refused');
  });
});
