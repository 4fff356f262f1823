import {
  destination,
  destinationRule,
  messages,
  routes,
  said,
  service,
  serviceEntry,
  virtualService,
} from './objects';

describe('IST0101 and IST0112: destinations of a VirtualService', () => {
  const reviews = service('default/reviews', { ports: [{ port: 42, name: 'tcp-test' }] });
  const two = service('default/two', { ports: [{ port: 80 }, { port: 443 }] });

  const to = (target: string, more: Record<string, string[]> = {}, home = 'default') =>
    said(
      [reviews, two, virtualService(`${home}/vs`, { ...more, http: routes(target) })],
      'IST0101',
      'IST0112',
    );

  it.each([['reviews'], ['reviews.default.svc.cluster.local'], ['reviews:42'], ['two:80']])(
    'say nothing of %s, which exists',
    (target) => {
      expect(to(target)).toEqual([]);
    },
  );

  it.each([['bogus'], ['reviews.default'], ['reviews:999']])('miss %s', (target) => {
    expect(to(target)).toEqual(['IST0101 VirtualService default/vs']);
  });

  it('want a port where there are several', () => {
    expect(to('two')).toEqual(['IST0112 VirtualService default/vs']);
  });

  it('complete a short name by the namespace of the VirtualService', () => {
    expect(to('reviews', {}, 'elsewhere')).toEqual(['IST0101 VirtualService elsewhere/vs']);
    expect(to('reviews.default.svc.cluster.local', {}, 'elsewhere')).toEqual([]);
  });

  it('tell every place of a missing host, but equal mirrors only once', () => {
    const twice = [
      { route: [{ destination: destination('bogus') }, { destination: destination('bogus') }] },
      {
        route: [{ destination: destination('reviews') }],
        mirrors: [{ destination: destination('nobody') }, { destination: destination('nobody') }],
      },
    ];

    expect(said([reviews, virtualService('default/vs', { http: twice })], 'IST0101')).toHaveLength(
      3,
    );
  });

  it('look at TCP and TLS routes too', () => {
    const route = [{ destination: destination('bogus') }];
    const rule = virtualService('default/vs', { tcp: [{ route }], tls: [{ route }] });

    expect(said([rule], 'IST0101')).toHaveLength(2);
  });
});

describe('hosts of ServiceEntries', () => {
  const entries = [
    serviceEntry('default/any', { hosts: ['external.org'] }),
    serviceEntry('default/wild', { hosts: ['*.eu.example.com'] }),
    serviceEntry('other/private', { exportTo: ['.'], hosts: ['other.example.com'] }),
    serviceEntry('other/exported', { exportTo: ['default'], hosts: ['abc.example.com'] }),
    serviceEntry('hidden/all', { exportTo: ['.'], hosts: ['*'] }),
  ];
  const to = (host: string) =>
    said([...entries, virtualService('default/vs', { http: routes(host) })], 'IST0101');

  it.each([
    ['external.org'],
    ['reviews.eu.example.com'],
    ['*.eu.example.com'],
    ['abc.example.com'],
  ])('%s is seen', (host) => {
    expect(to(host)).toEqual([]);
  });

  it('of a private one others see nothing', () => {
    expect(to('other.example.com')).toEqual(['IST0101 VirtualService default/vs']);
  });
});

describe('Services that are exported to some namespaces', () => {
  const exported = service(
    'hello/hello',
    { ports: [{ port: 9080, name: 'http' }] },
    { annotations: { 'networking.istio.io/exportTo': 'one,two,.' } },
  );
  const from = (home: string, exportTo: string[] = []) =>
    said(
      [
        exported,
        virtualService(`${home}/vs`, {
          ...(exportTo.length > 0 ? { exportTo } : {}),
          http: routes('hello.hello.svc.cluster.local'),
        }),
      ],
      'IST0101',
    );

  it.each([['one'], ['two'], ['hello']])('are seen by VirtualServices of %s', (home) => {
    expect(from(home)).toEqual([]);
  });

  it('are missing for others, also for one that is itself exported elsewhere', () => {
    expect(from('three')).toHaveLength(1);
    expect(from('hello', ['bogus'])).toHaveLength(1);
    expect(from('three', ['two'])).toEqual([]);
  });
});

describe('IST0101: subsets', () => {
  const rule = destinationRule('default/reviews', {
    host: 'reviews',
    subsets: [{ name: 'v1', labels: { version: 'v1' } }],
  });

  it.each([
    ['default', 'reviews/v1', 0],
    ['default', 'reviews.default.svc.cluster.local/v1', 0],
    ['default', 'reviews/v2', 1],
    ['elsewhere', 'reviews/v1', 1],
  ])('from %s to %s: %d missing', (home, target, count) => {
    const found = messages(
      [rule, virtualService(`${home}/vs`, { http: routes(target) })],
      'IST0101',
    );

    expect(found.filter((message) => message.includes('subset'))).toHaveLength(count);
  });

  it('of a wildcard rule count as missing', () => {
    const wild = destinationRule('default/all', {
      host: '*.default.svc.cluster.local',
      subsets: [{ name: 'v1' }],
    });
    const found = messages(
      [wild, virtualService('default/vs', { http: routes('reviews/v1') })],
      'IST0101',
    );

    expect(found).toEqual(expect.arrayContaining([expect.stringContaining('subset v1')]));
  });
});

describe('IST0109: hosts of the mesh', () => {
  const claim = (path: string, host: string, more: Record<string, string[]> = {}) =>
    virtualService(path, { hosts: [host], ...more, http: routes('x') });

  it.each([
    ['the same short name in one namespace', [claim('a/1', 'web'), claim('a/2', 'web')], 2],
    ['a short and a full name', [claim('a/1', 'web'), claim('b/2', 'web.a.svc.cluster.local')], 2],
    ['equal short names in two namespaces', [claim('a/1', 'web'), claim('b/1', 'web')], 0],
    [
      'one only for a gateway',
      [claim('a/1', 'web'), claim('a/2', 'web', { gateways: ['edge'] })],
      0,
    ],
    [
      'a gateway and the mesh',
      [claim('a/1', 'web'), claim('a/2', 'web', { gateways: ['edge', 'mesh'] })],
      2,
    ],
    [
      'two private ones of two namespaces',
      [claim('a/1', '*.x', { exportTo: ['a'] }), claim('b/2', '*.x', { exportTo: ['.'] })],
      0,
    ],
    [
      'a private one and one for all',
      [claim('a/1', '*.x', { exportTo: ['a'] }), claim('b/2', '*.x', { exportTo: ['*'] })],
      2,
    ],
    [
      'a private one within a wildcard for all',
      [claim('a/1', '*.p.d', { exportTo: ['.'] }), claim('b/2', '*.d')],
      2,
    ],
    ['two for all, one within the other', [claim('a/1', '*.p.d'), claim('b/2', '*.d')], 0],
    ['three of one host', [claim('a/1', 'web'), claim('a/2', 'web'), claim('a/3', 'web')], 3],
  ])('%s', (_, objects, count) => {
    expect(said(objects, 'IST0109')).toHaveLength(count);
  });
});

describe('IST0140: subsets that a gateway does not know', () => {
  const split = virtualService('a/mesh', { hosts: ['web'], http: routes('web/v1') });
  const edge = (target: string, gateways: string[] = ['edge']) =>
    virtualService('a/edge', {
      hosts: ['web.example.com'],
      gateways,
      http: routes(target, target),
    });

  it('are told once for each other VirtualService', () => {
    expect(said([split, edge('web')], 'IST0140')).toEqual(['IST0140 VirtualService a/edge']);
  });

  it('are not told of a route by subset, of the mesh, or of a host that is written otherwise', () => {
    expect(said([split, edge('web/v1')], 'IST0140')).toEqual([]);
    expect(said([split, edge('web', [])], 'IST0140')).toEqual([]);
    expect(said([split, edge('web.a.svc.cluster.local')], 'IST0140')).toEqual([]);
  });
});
