import {
  INGRESS,
  deployment,
  destinationRule,
  found,
  gateway,
  other,
  routes,
  said,
  server,
  service,
  virtualService,
} from './objects';

type Objects = Parameters<typeof found>[0];

const told = (code: string, ...objects: Objects) =>
  found(objects, code).map(({ severity = 'as its rule', message }) => `${severity}: ${message}`);

describe('a host that is missing (IST0101)', () => {
  const to = (target: string) =>
    virtualService('shop/vs', { hosts: ['x.y'], http: routes(target) });
  const web = service('shop/web', { ports: [{ port: 80, name: 'http' }] });

  it('is an error where its namespace is among the files', () => {
    expect(told('IST0101', web, to('nobody'))).toEqual([
      'as its rule: sends requests to nobody, which is no Service or ServiceEntry',
    ]);
  });

  it('is a warning where the files hold nothing of its namespace', () => {
    const [text] = told('IST0101', web, to('api.other.svc.cluster.local'));

    expect(text).toBe(
      'warning: sends requests to api.other.svc.cluster.local, and no Service of other is in the files given',
    );
  });

  it('is a warning for a name outside the cluster, as long as no ServiceEntry is among the files', () => {
    expect(told('IST0101', web, to('api.example.com'))[0]).toMatch(
      /^warning: .*no ServiceEntry is in the files/,
    );
  });

  it('comes with its full name if it was only shortened', () => {
    const [breach] = found([web, to('web.shop')], 'IST0101');

    expect(breach?.fix).toContain('web.shop.svc.cluster.local');
  });

  it('has a path, the value given and the code of Istio', () => {
    const [breach] = found([web, to('nobody')], 'IST0101');

    expect(breach).toMatchObject({
      code: 'IST0101',
      path: 'spec.http[0].route[0].destination.host',
      given: 'nobody',
    });
  });
});

describe('other references (IST0101)', () => {
  const web = service('shop/web', {
    selector: { app: 'web' },
    ports: [{ port: 80, name: 'http' }],
  });

  it('to a subset of a wildcard rule exist', () => {
    const wild = destinationRule('shop/all', {
      host: '*.shop.svc.cluster.local',
      subsets: [{ name: 'v1', labels: {} }],
    });
    const objects = [web, wild, virtualService('shop/vs', { http: routes('web:80/v1') })];

    expect(said(objects, 'IST0101')).toHaveLength(1);
    expect(told('IST0101', ...objects)).toEqual([]);
  });

  it('to a Gateway of a namespace without any are a warning', () => {
    const through = virtualService('shop/vs', {
      hosts: ['a.com'],
      gateways: ['infra/edge'],
      http: routes('web:80'),
    });

    expect(told('IST0101', web, through)).toEqual([
      'warning: names Gateway infra/edge, and no Gateway of infra is in the files given',
    ]);
    expect(told('IST0132', web, through)).toEqual([]);
    expect(
      told(
        'IST0101',
        web,
        through,
        gateway('infra/x', { selector: INGRESS, servers: [server(80, '*')] }),
      )[0],
    ).toMatch(/^as its rule/);
  });

  it('to pods of a Deployment exist', () => {
    const edge = gateway('infra/edge', { selector: { app: 'edge' }, servers: [server(80, '*')] });

    expect(told('IST0101', edge)).toEqual([
      'warning: selects pods with app=edge, and no workload with them is in the files given',
    ]);
    expect(told('IST0101', edge, deployment('infra/edge', { labels: { app: 'edge' } }))).toEqual(
      [],
    );
  });

  it('to a certificate that a controller makes exist', () => {
    const edge = gateway('infra/edge', {
      selector: INGRESS,
      servers: [
        { ...(server(443, '*') as object), tls: { mode: 'SIMPLE', credentialName: 'cert' } },
      ],
    });
    const certificate = other('cert-manager.io/v1', 'Certificate', 'istio-system/c', {
      secretName: 'cert',
    });

    expect(told('IST0101', edge)[0]).toMatch(/^warning: wants Secret istio-system\/cert/);
    expect(told('IST0101', edge, certificate)).toEqual([]);
  });

  it('to a namespace that objects live in exist', () => {
    const rules = [{ from: [{ source: { namespaces: ['shop', 'gone'] } }] }];
    const policy = other('security.istio.io/v1', 'AuthorizationPolicy', 'x/p', { rules });

    expect(told('IST0101', web, policy)).toEqual([
      'warning: names namespace gone, and nothing of it is in the files given',
    ]);
  });
});
