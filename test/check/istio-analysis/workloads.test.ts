import { deployment, namespace, pod, said, service } from './objects';

describe('IST0116 and IST0137: Services that share a Deployment', () => {
  const on = namespace('a', { 'istio-injection': 'enabled' });
  const web = deployment('a/web', { labels: { app: 'web' } });
  const front = (name: string, port: object, selector: object = { app: 'web' }) =>
    service(`a/${name}`, { selector: selector as never, ports: [port as never] });
  const codes = (...objects: Parameters<typeof said>[0]) =>
    said(objects, 'IST0116', 'IST0137').map((text) => text.slice(0, 7));

  it.each([
    ['one port', { port: 80 }, { port: 80 }, []],
    [
      'one port by two protocols',
      { port: 80, protocol: 'TCP' },
      { port: 80, protocol: 'UDP' },
      ['IST0116'],
    ],
    ['two ports', { port: 80 }, { port: 81 }, []],
    [
      'two ports to one container port',
      { port: 80, targetPort: 80 },
      { port: 81, targetPort: 80 },
      ['IST0137'],
    ],
    [
      'a named container port twice',
      { port: 80, targetPort: 'http' },
      { port: 81, targetPort: 'http' },
      ['IST0137'],
    ],
  ])('%s', (_, first, second, expected) => {
    expect(codes(on, web, front('x', first), front('y', second))).toEqual(expected);
  });

  const clash = [
    front('x', { port: 80, protocol: 'TCP' }),
    front('y', { port: 80, protocol: 'UDP' }),
  ];

  it('matter in the mesh only', () => {
    expect(codes(web, ...clash)).toEqual([]);
    expect(
      codes(
        deployment('a/web', { labels: { app: 'web', 'sidecar.istio.io/inject': 'true' } }),
        ...clash,
      ),
    ).toEqual(['IST0116']);
    expect(
      codes(
        on,
        deployment('a/web', {
          labels: { app: 'web' },
          annotations: { 'sidecar.istio.io/inject': 'false' },
        }),
        ...clash,
      ),
    ).toEqual([]);
  });

  it('have a selector, in the same namespace', () => {
    expect(
      codes(
        on,
        web,
        front('x', { port: 80, protocol: 'TCP' }),
        front('y', { port: 80, protocol: 'UDP' }, {}),
      ),
    ).toEqual([]);
    const elsewhere = service('b/y', {
      selector: { app: 'web' },
      ports: [{ port: 80, protocol: 'UDP' }],
    });
    expect(codes(on, web, front('x', { port: 80, protocol: 'TCP' }), elsewhere)).toEqual([]);
  });
});

describe('IST0144, IST0146 and IST0147: pods that cannot work', () => {
  const user = { securityContext: { runAsUser: 1337 } };
  const auto = { containers: [{ name: 'istio-proxy', image: 'auto' }] };

  it('run as the user of the proxy, all of them or one container', () => {
    expect(said([pod('p', {}, user)], 'IST0144')).toEqual(['IST0144 Pod p']);
    expect(
      said([pod('p', {}, { containers: [{ name: 'app', ...user }] })], 'IST0144'),
    ).toHaveLength(1);
    expect(
      said([pod('p', {}, { containers: [{ name: 'istio-proxy', ...user }] })], 'IST0144'),
    ).toEqual([]);
    expect(said([deployment('d', {}, user)], 'IST0144')).toEqual(['IST0144 Deployment d']);
    expect(said([pod('p', { istio: 'pilot' }, user)], 'IST0144')).toEqual([]);
  });

  it('keep the image auto', () => {
    const hooks = {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingWebhookConfiguration',
      metadata: { name: 'istio-sidecar-injector' },
      webhooks: [
        {
          name: 'namespace.sidecar-injector.istio.io',
          namespaceSelector: { matchLabels: { 'istio-injection': 'enabled' } },
        },
        {
          name: 'object.sidecar-injector.istio.io',
          objectSelector: { matchLabels: { 'sidecar.istio.io/inject': 'true' } },
        },
      ],
    };
    const make = (home: string, labels: object = {}) =>
      deployment(`${home}/d`, { labels: labels as never }, auto);
    // The object webhook has no selector on namespaces, so that all match.
    expect(said([hooks, pod('p', {}, auto)], 'IST0147')).toEqual(['IST0147 Pod p']);
    expect(said([hooks, make('a')], 'IST0146')).toEqual(['IST0146 Deployment a/d']);
    expect(
      said([hooks, namespace('a', { 'istio-injection': 'enabled' }), make('a')], 'IST0146'),
    ).toEqual([]);
    expect(said([hooks, make('a', { 'sidecar.istio.io/inject': 'true' })], 'IST0146')).toEqual([]);
  });
});
