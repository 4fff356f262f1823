import type { Json, JsonObject, Manifest } from '../../src/manifest/manifest';
import type { Caller } from '../../src/mesh/caller';
import { ask, deployment, object, service, sharesOf, sidecar, split, virtualService } from './shop';
import { destinationRule } from './shop';

const HOST = 'web.example.com';
const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';
const EDGE: Caller = { kind: 'gateway', namespace: 'shop', labels: { [GATEWAY_NAME]: 'edge' } };
const API = 'gateway.networking.k8s.io/v1';

const services = [
  service('web', { app: 'web', version: 'stable' }),
  service('canary', { app: 'web', version: 'canary' }),
  deployment('stable', 3),
  deployment('canary', 1),
];
const edge = (listener: JsonObject = {}): readonly Manifest[] => [
  object(API, 'Gateway', 'edge', {
    gatewayClassName: 'istio',
    listeners: [{ name: 'http', port: 80, protocol: 'HTTP', ...listener }],
  }),
  service('edge-istio', { [GATEWAY_NAME]: 'edge' }),
];
const route = (rules: readonly Json[], spec: JsonObject = {}, at = 'web'): Manifest =>
  object(API, 'HTTPRoute', at, {
    parentRefs: [{ name: 'edge' }],
    hostnames: [HOST],
    rules,
    ...spec,
  });
const to = (name: string, weight?: number): JsonObject =>
  weight === undefined ? { name, port: 80 } : { name, port: 80, weight };
const visit = (rules: readonly Json[], request = {}) =>
  ask([...services, ...edge(), route(rules)], EDGE, { host: HOST, ...request });

describe('backends of an HTTPRoute', () => {
  it('weigh 1 where no weight is given', () => {
    expect(sharesOf(visit([{ backendRefs: [to('web'), to('canary', 3)] }]))).toEqual({
      stable: 0.25,
      canary: 0.75,
    });
  });

  it('of weight 0 get nothing, even a sole one: 500', () => {
    expect(sharesOf(visit([{ backendRefs: [to('web', 0), to('canary', 1)] }]))).toEqual({
      canary: 1,
    });
    expect(visit([{ backendRefs: [to('web', 0)] }])).toMatchObject({
      kind: 'direct-response',
      status: 500,
    });
  });

  it('that do not exist answer 500 for their share', () => {
    expect(sharesOf(visit([{ backendRefs: [to('web', 9), to('nobody', 1)] }]))).toEqual({
      stable: 0.9,
      '500 NC': 0.1,
    });
  });

  it('in another namespace need a ReferenceGrant', () => {
    const far = { ...to('api'), namespace: 'far' };
    const api = object('v1', 'Service', 'far/api', { ports: [{ port: 80, name: 'http' }] });
    const grant = object('gateway.networking.k8s.io/v1', 'ReferenceGrant', 'far/any', {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop' }],
      to: [{ group: '', kind: 'Service' }],
    });
    const world = [...services, api, ...edge(), route([{ backendRefs: [far] }])];
    expect(sharesOf(ask(world, EDGE, { host: HOST }))).toEqual({ '500 NC': 1 });
    expect(sharesOf(ask([...world, grant], EDGE, { host: HOST }))).toEqual({ '503 UH': 1 });
  });
});

describe('rules of HTTPRoutes', () => {
  const rules = [
    { backendRefs: [to('web')] },
    { matches: [{ path: { type: 'PathPrefix', value: '/foo' } }], backendRefs: [to('canary')] },
  ];

  it('go by specificity, not by order', () => {
    expect(sharesOf(visit(rules, { path: '/foo/x' }))).toEqual({ canary: 1 });
    expect(sharesOf(visit(rules, { path: '/' }))).toEqual({ stable: 1 });
  });

  it('take an exact path before any prefix, and a prefix before any expression', () => {
    const at = (type: string, value: string, backend: string) => ({
      matches: [{ path: { type, value } }],
      backendRefs: [to(backend)],
    });
    const exact = [at('PathPrefix', '/foo', 'web'), at('Exact', '/foo', 'canary')];
    expect(sharesOf(visit(exact, { path: '/foo' }))).toEqual({ canary: 1 });
    const regex = [at('RegularExpression', '/foo/.*', 'web'), at('PathPrefix', '/foo', 'canary')];
    expect(sharesOf(visit(regex, { path: '/foo/x' }))).toEqual({ canary: 1 });
  });

  it('take a prefix by whole segments', () => {
    expect(sharesOf(visit(rules, { path: '/foo' }))).toEqual({ canary: 1 });
    expect(sharesOf(visit(rules, { path: '/foobar' }))).toEqual({ stable: 1 });
  });

  it('match headers and methods', () => {
    const header = { headers: [{ name: 'X-QA', value: '1' }], method: 'POST' };
    const withHeader = [rules[0]!, { matches: [header], backendRefs: [to('canary')] }];
    const request = { method: 'POST', headers: { 'x-qa': '1' } };
    expect(sharesOf(visit(withHeader, request))).toEqual({ canary: 1 });
    expect(sharesOf(visit(withHeader, { headers: { 'x-qa': '1' } }))).toEqual({ stable: 1 });
  });

  it('redirect with 302 unless they say otherwise', () => {
    const filters = [{ type: 'RequestRedirect', requestRedirect: { hostname: 'x.example.com' } }];
    expect(visit([{ filters }])).toMatchObject({ kind: 'redirect', status: 302 });
  });

  it('mirror whole or in part', () => {
    const mirror = (more: JsonObject) => [
      { type: 'RequestMirror', requestMirror: { backendRef: to('canary'), ...more } },
    ];
    const backendRefs = [to('web')];
    expect(visit([{ backendRefs, filters: mirror({}) }])).toMatchObject({
      mirrors: [{ percent: 100 }],
    });
    const part = mirror({ fraction: { numerator: 1, denominator: 20 } });
    expect(visit([{ backendRefs, filters: part }])).toMatchObject({ mirrors: [{ percent: 5 }] });
  });
});

describe('a listener', () => {
  const rules = [{ backendRefs: [to('canary')] }];
  const at = (listener: JsonObject, spec: JsonObject = {}, name = 'web') =>
    ask([...services, ...edge(listener), route(rules, spec, name)], EDGE, { host: HOST }).kind;

  it('takes routes of its own namespace only, unless it allows others', () => {
    const spec = { parentRefs: [{ name: 'edge', namespace: 'shop' }] };
    expect(at({}, spec, 'far/web')).toBe('no-route');
    expect(at({ allowedRoutes: { namespaces: { from: 'All' } } }, spec, 'far/web')).toBe('route');
  });

  it('takes routes whose host names meet its own', () => {
    expect(at({ hostname: '*.example.com' })).toBe('route');
    expect(at({ hostname: '*.example.org' })).toBe('no-route');
  });

  it('takes routes that name it, or none', () => {
    expect(at({}, { parentRefs: [{ name: 'edge', sectionName: 'http' }] })).toBe('route');
    expect(at({}, { parentRefs: [{ name: 'edge', sectionName: 'https' }] })).toBe('no-route');
  });
});

describe('an HTTPRoute with a Service as parent', () => {
  const parentRefs = [{ group: '', kind: 'Service', name: 'web', namespace: 'shop', port: 80 }];
  const mesh = (name: string, at = 'web') =>
    route([{ backendRefs: [{ ...to(name), namespace: 'shop' }] }], { parentRefs }, at);

  it('in the namespace of the Service binds all callers', () => {
    const world = [...services, mesh('canary')];
    expect(sharesOf(ask(world, sidecar('shop')))).toEqual({ canary: 1 });
    expect(sharesOf(ask(world, sidecar('other')))).toEqual({ canary: 1 });
  });

  it('elsewhere binds the callers of its namespace, and wins there', () => {
    const world = [...services, mesh('canary'), mesh('web', 'other/web')];
    expect(sharesOf(ask(world, sidecar('other')))).toEqual({ stable: 1 });
    expect(sharesOf(ask(world, sidecar('third')))).toEqual({ canary: 1 });
  });

  it('wins over a VirtualService on the host', () => {
    const old = virtualService('web', { http: [split({ stable: 1 })] });
    expect(sharesOf(ask([...services, destinationRule(), old, mesh('canary')]))).toEqual({
      canary: 1,
    });
  });

  it('leaves gateways alone', () => {
    expect(ask([...services, ...edge(), mesh('canary')], EDGE, { host: HOST }).kind).toBe(
      'no-route',
    );
  });
});
