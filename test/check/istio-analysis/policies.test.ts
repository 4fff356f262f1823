import {
  destinationRule,
  namespace,
  other,
  pod,
  said,
  service,
  serviceEntry,
  virtualService,
} from './objects';

describe('IST0127 and IST0101: AuthorizationPolicies', () => {
  const on = namespace('a', { 'istio-injection': 'enabled' });
  const web = pod('a/p', { app: 'web' });
  const policy = (path: string, spec: object = {}) =>
    other('security.istio.io/v1', 'AuthorizationPolicy', path, spec as never);
  const selecting = (app: string) => ({ selector: { matchLabels: { app } } });
  const codes = (...objects: Parameters<typeof said>[0]) =>
    said(objects, 'IST0127', 'IST0101').map((text) => text.slice(0, 7));

  it.each([
    ['for the whole mesh', policy('istio-system/p'), []],
    ['for pods anywhere in the mesh', policy('istio-system/p', selecting('web')), []],
    ['for pods nowhere in the mesh', policy('istio-system/p', selecting('x')), ['IST0127']],
    ['for a namespace with pods', policy('a/p'), []],
    ['for a namespace without pods', policy('b/p'), ['IST0127']],
    ['for pods of its namespace', policy('a/p', selecting('web')), []],
    ['for no pods of its namespace', policy('a/p', selecting('x')), ['IST0127']],
  ])('%s', (_, one, expected) => {
    expect(codes(on, web, one)).toEqual(expected);
  });

  it('count pods in ambient mode, and none outside the mesh', () => {
    const ambient = pod(
      'b/p',
      {},
      {},
      { annotations: { 'ambient.istio.io/redirection': 'enabled' } },
    );

    expect(codes(ambient, policy('b/p'))).toEqual([]);
    expect(codes(pod('b/p', {}), policy('b/p'))).toEqual(['IST0127']);
  });

  it.each(['namespaces', 'notNamespaces'])('name %s that exist', (field) => {
    const patterns = ['a', 'prod-*', '*-test', '*', 'bogus-*', '*-bogus', 'none'];
    const rules = [{ from: [{ source: { [field]: patterns } }] }];
    const known = [on, web, namespace('prod-x'), namespace('x-test')];

    expect(codes(...known, policy('a/p', { rules }))).toEqual(['IST0101', 'IST0101', 'IST0101']);
  });
});

describe('Sidecars and Telemetries', () => {
  const sidecar = (path: string, labels?: object) =>
    other(
      'networking.istio.io/v1',
      'Sidecar',
      path,
      labels === undefined ? {} : { workloadSelector: { labels: labels as never } },
    );
  const telemetry = (path: string, labels?: object, more: object = {}) =>
    other('telemetry.istio.io/v1', 'Telemetry', path, {
      ...(labels === undefined ? {} : { selector: { matchLabels: labels as never } }),
      ...more,
    });
  const web = pod('a/p', { app: 'web', version: 'v1' });

  it.each([
    ['Sidecars', sidecar, 'IST0110', 'IST0111'],
    ['Telemetries', telemetry, 'IST0159', 'IST0160'],
  ] as const)('%s must not overlap', (_, make, samePod, sameNamespace) => {
    const clash = [web, make('a/1', { app: 'web' }), make('a/2', { version: 'v1' })];

    expect(said(clash, samePod)).toHaveLength(2);
    expect(said([make('a/1'), make('a/2'), make('b/1')], sameNamespace)).toHaveLength(2);
    expect(
      said([web, make('a/1', { app: 'x' }), make('b/1', { app: 'web' })], 'IST0101'),
    ).toHaveLength(2);
    expect(
      said([web, make('a/1', { app: 'web' }), make('a/2')], samePod, sameNamespace, 'IST0101'),
    ).toEqual([]);
  });

  it('Sidecars have no effect in ambient mode', () => {
    const ambient = namespace('b', { 'istio.io/dataplane-mode': 'ambient' });
    const redirected = pod(
      'b/p',
      { app: 'web' },
      {},
      { annotations: { 'ambient.istio.io/redirection': 'enabled' } },
    );
    const objects = [ambient, redirected, sidecar('b/all'), sidecar('b/some', { app: 'web' })];

    expect(said(objects, 'IST0110', 'IST0111', 'IST0167')).toEqual([
      'IST0167 Sidecar b/all',
      'IST0167 Sidecar b/some',
    ]);
  });

  it('access logs have a provider, unless they are off', () => {
    expect(said([telemetry('a/t', undefined, { accessLogging: [{}] })], 'IST0157')).toHaveLength(1);
    expect(
      said([telemetry('a/t', undefined, { accessLogging: [{ disabled: true }] })], 'IST0157'),
    ).toEqual([]);
    expect(
      said(
        [telemetry('a/t', undefined, { accessLogging: [{ providers: [{ name: 'x' }] }] })],
        'IST0157',
      ),
    ).toEqual([]);
  });

  it('policies do not select pods of a gateway of the Gateway API', () => {
    const edge = pod('a/edge', { 'gateway.networking.k8s.io/gateway-name': 'edge', app: 'edge' });
    const policy = (spec: object) =>
      other('security.istio.io/v1', 'AuthorizationPolicy', 'a/p', spec as never);

    expect(
      said([edge, policy({ selector: { matchLabels: { app: 'edge' } } })], 'IST0166'),
    ).toHaveLength(1);
    expect(
      said([edge, policy({ targetRefs: [{ kind: 'Gateway', name: 'edge' }] })], 'IST0166'),
    ).toEqual([]);
    expect(said([edge, policy({})], 'IST0166')).toEqual([]);
  });
});

describe('other codes', () => {
  const tls = (settings: object, more: object = {}) =>
    destinationRule('a/db', { host: 'db', trafficPolicy: settings as never, ...more });

  it.each([
    ['SIMPLE without an authority', tls({ tls: { mode: 'SIMPLE' } }), ['IST0128']],
    [
      'MUTUAL without an authority',
      tls({ tls: { mode: 'MUTUAL', clientCertificate: 'c' } }),
      ['IST0128'],
    ],
    ['SIMPLE with one', tls({ tls: { mode: 'SIMPLE', caCertificates: 'ca' } }), []],
    [
      'SIMPLE with a credential',
      tls({ tls: { mode: 'SIMPLE', credentialName: 'c' } }),
      ['IST0128'],
    ],
    [
      'SIMPLE with a credential and a selector',
      tls(
        { tls: { mode: 'SIMPLE', credentialName: 'c' } },
        { workloadSelector: { matchLabels: { app: 'x' } } },
      ),
      [],
    ],
    ['ISTIO_MUTUAL', tls({ tls: { mode: 'ISTIO_MUTUAL' } }), []],
    [
      'one port',
      tls({ portLevelSettings: [{ port: { number: 443 }, tls: { mode: 'SIMPLE' } }] }),
      ['IST0129'],
    ],
    [
      'both',
      tls({
        tls: { mode: 'MUTUAL' },
        portLevelSettings: [{ port: { number: 443 }, tls: { mode: 'SIMPLE' } }],
      }),
      ['IST0128', 'IST0129'],
    ],
  ])('TLS %s', (_, rule, expected) => {
    expect(said([rule], 'IST0128', 'IST0129').map((text) => text.slice(0, 7))).toEqual(expected);
  });

  it('a delay by percent is deprecated', () => {
    const fault = { delay: { percent: 10, fixedDelay: '5s' } };
    const old = virtualService('a/vs', {
      http: [
        { fault, route: [] },
        { fault, route: [] },
      ],
    });

    expect(said([old], 'IST0002')).toEqual(['IST0002 VirtualService a/vs']);
  });

  it('a refused condition is told, whoever wrote it', () => {
    const conditions = [{ type: 'Accepted', status: 'False', reason: 'NotYet', message: 'wait' }];
    const refused = { ...service('a/web', {}), status: { conditions } };
    const route = {
      ...other('gateway.networking.k8s.io/v1', 'HTTPRoute', 'a/r', {}),
      status: { parents: [{ conditions }] },
    };

    expect(said([refused, route], 'IST0171')).toHaveLength(2);
  });

  it.each([
    ['TCP', undefined, 1],
    ['tcp', undefined, 1],
    [undefined, undefined, 1],
    ['HTTP', undefined, 0],
    ['TCP', ['10.0.0.1'], 0],
  ])('a ServiceEntry with protocol %s and addresses %j', (protocol, addresses, count) => {
    const port = { number: 1, name: 'x', ...(protocol === undefined ? {} : { protocol }) };
    const entry = serviceEntry('a/e', {
      hosts: ['x.y'],
      ports: [port],
      ...(addresses === undefined ? {} : { addresses }),
    });

    expect(said([entry], 'IST0134')).toHaveLength(count);
  });

  it.each([
    ['v1.0.0', 1],
    ['v1.1.0', 0],
    ['v1.1.0-rc.1', 0],
    ['v1.4.1', 0],
    ['main', 0],
  ])('CRDs of Gateway API %s', (version, count) => {
    const crd = {
      ...other(
        'apiextensions.k8s.io/v1',
        'CustomResourceDefinition',
        'grpcroutes.gateway.networking.k8s.io',
        {},
      ),
      metadata: {
        name: 'grpcroutes.gateway.networking.k8s.io',
        annotations: { 'gateway.networking.k8s.io/bundle-version': version },
      },
    };

    expect(said([crd], 'IST0176')).toHaveLength(count);
  });
});
