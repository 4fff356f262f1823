import {
  INGRESS,
  deployment,
  destinationRule,
  found,
  gateway,
  pod,
  routes,
  said,
  server,
  service,
  virtualService,
} from './objects';

type Objects = Parameters<typeof found>[0];

const told = (code: string, ...objects: Objects) =>
  found(objects, code).map(({ severity = 'as its rule', message }) => `${severity}: ${message}`);

describe('pods of a subset (IST0173)', () => {
  const web = service('shop/web', {
    selector: { app: 'web' },
    ports: [{ port: 80, name: 'http' }],
  });
  const rule = destinationRule('shop/web', {
    host: 'web',
    subsets: [{ name: 'v2', labels: { version: 'v2' } }],
  });
  const run = (version: string, more: object = {}) => {
    const made = deployment('shop/web', { labels: { app: 'web', version } });
    return { ...made, spec: { ...(made['spec'] as object), ...more } };
  };

  it('may come from a Deployment, also one of no replicas', () => {
    expect(said([web, rule, run('v2')], 'IST0173')).toHaveLength(1);
    expect(told('IST0173', web, rule, run('v2'))).toEqual([]);
    expect(told('IST0173', web, rule, run('v2', { replicas: 0 }))).toEqual([]);
  });

  it('are missing where the Service runs only others', () => {
    expect(told('IST0173', web, rule, run('v1'))).toEqual([
      'as its rule: subset v2 selects no pods: requests to it get 503 (UH)',
    ]);
  });

  it('may be elsewhere where the files run nothing of the Service', () => {
    expect(told('IST0173', web, rule)[0]).toMatch(/^warning: .*in the files given/);
  });

  it('are those of its own Service', () => {
    const others = pod('shop/api', { app: 'api', version: 'v2' });

    expect(said([web, rule, run('v1'), others], 'IST0173')).toEqual([]);
    expect(told('IST0173', web, rule, run('v1'), others)).toHaveLength(1);
  });

  it('are not looked for behind a Service without a selector', () => {
    expect(told('IST0173', service('shop/web', { ports: [{ port: 80 }] }), rule)).toEqual([]);
  });

  it('are not told by labels of nodes', () => {
    const byZone = destinationRule('shop/web', {
      host: 'web',
      subsets: [{ name: 'z', labels: { 'topology.kubernetes.io/zone': 'a' } }],
    });

    expect(told('IST0173', web, byZone, run('v1'))).toEqual([]);
  });
});

describe('hosts', () => {
  const web = service('shop/web', { ports: [{ port: 80, name: 'http' }] });

  it('of a wildcard rule that covers a Service are known (IST0174)', () => {
    const wild = (host: string) => destinationRule('shop/all', { host });

    expect(said([web, wild('*.shop.svc.cluster.local')], 'IST0174')).toHaveLength(1);
    expect(told('IST0174', web, wild('*.shop.svc.cluster.local'))).toEqual([]);
    expect(told('IST0174', web, wild('*.gone.svc.cluster.local'))).toHaveLength(1);
  });

  it('that are narrower than a wildcard are no conflict (IST0109)', () => {
    const claim = (path: string, host: string, exportTo: string[]) =>
      virtualService(path, { hosts: [host], exportTo, http: routes('web') });
    const nested = [claim('a/1', '*.p.d', ['.']), claim('b/2', '*.d', ['*'])];
    const equal = [claim('a/1', 'p.d', ['.']), claim('b/2', 'p.d', ['*'])];

    expect(said(nested, 'IST0109')).toHaveLength(2);
    expect(told('IST0109', ...nested)).toEqual([]);
    expect(told('IST0109', ...equal)).toHaveLength(2);
  });

  it('that no Gateway takes are told one by one (IST0132)', () => {
    const edge = gateway('shop/edge', { selector: INGRESS, servers: [server(80, 'a.com')] });
    const through = (gateways: string[]) =>
      virtualService('shop/vs', { hosts: ['a.com', 'b.com'], gateways, http: routes('web') });

    expect(said([edge, through(['edge'])], 'IST0132')).toEqual([]);
    expect(told('IST0132', edge, through(['edge']))).toEqual([
      'as its rule: none of its Gateways takes b.com: requests to it get 404',
    ]);
    expect(told('IST0132', edge, through(['edge', 'mesh']))).toEqual([]);
    expect(told('IST0132', edge, through(['edge', 'other/gone']))).toEqual([]);
  });
});

describe('subsets that a gateway does not know (IST0140)', () => {
  const split = virtualService('shop/mesh', { hosts: ['web'], http: routes('web/v1') });
  const edge = (target: string, gateways: string[]) =>
    virtualService('shop/edge', { hosts: ['a.com'], gateways, http: routes(target) });

  it('are told whatever way the host is written', () => {
    expect(told('IST0140', split, edge('web.shop.svc.cluster.local', ['edge']))).toHaveLength(1);
    expect(told('IST0140', split, edge('web', ['edge']))).toHaveLength(1);
  });

  it('are not told of the mesh alone, or of a VirtualService that divides the host itself', () => {
    expect(said([split, edge('web', ['mesh'])], 'IST0140')).toHaveLength(1);
    expect(told('IST0140', split, edge('web', ['mesh']))).toEqual([]);
    const own = virtualService('shop/own', {
      hosts: ['web'],
      gateways: ['edge', 'mesh'],
      http: [...(routes('web/v1') as object[]), ...(routes('web') as object[])] as never,
    });
    expect(told('IST0140', own)).toEqual([]);
  });
});
