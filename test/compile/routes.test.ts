import { buildRoutes, type RouteTarget, type Split } from '../../src/compile/routes';
import type { BaseRoute } from '../../src/plan/router';

const TARGET: RouteTarget = {
  hosts: { primary: { host: 'api-primary' }, canary: { host: 'api-canary' } },
  ports: [80],
  audience: 'mesh',
};
const REST: Split = { weight: 0, headerRoutes: [], mirror: 0 };
const QA = { name: 'qa', match: [{ headerName: 'X-QA', headerValue: { exact: 'yes' } }] };

function routes(base: readonly BaseRoute[], split: Partial<Split> = {}, target = TARGET) {
  return buildRoutes(base, target, { ...REST, ...split });
}

/** Both tracks with these weights, as `buildRoutes` writes them for port 80. */
function both(primary: number, canary: number, port = 80) {
  return [
    { destination: { host: 'api-primary', port: { number: port } }, weight: primary },
    { destination: { host: 'api-canary', port: { number: port } }, weight: canary },
  ];
}

describe('a base route of the application', () => {
  it('leads to both tracks, also where one of them gets nothing', () => {
    expect(routes([{}])).toEqual([{ route: both(100, 0) }]);
    expect(routes([{}], { weight: 20 })).toEqual([{ route: both(80, 20) }]);
    expect(routes([{}], { weight: 100 })).toEqual([{ route: both(0, 100) }]);
  });

  it('keeps all that its author wrote', () => {
    const route = {
      name: 'v1',
      match: [{ uri: { prefix: '/v1' } }],
      timeout: '5s',
      retries: { attempts: 2 },
      corsPolicy: { allowOrigins: [{ exact: 'https://example.com' }] },
      rewrite: { uri: '/' },
      headers: { response: { remove: ['server'] } },
    };

    expect(routes([route], { weight: 20 })).toEqual([{ ...route, route: both(80, 20) }]);
  });

  it('sets request headers for each track where the plan has them', () => {
    const trackHeaders = { primary: { release: 'primary' }, canary: { release: 'canary' } };
    const [primary, canary] = both(80, 20);

    expect(routes([{}], { weight: 20 }, { ...TARGET, trackHeaders })).toEqual([
      {
        route: [
          { ...primary, headers: { request: { set: { release: 'primary' } } } },
          { ...canary, headers: { request: { set: { release: 'canary' } } } },
        ],
      },
    ]);
  });

  it('sends the canary a copy of a share of the requests', () => {
    expect(routes([{}], { mirror: 30 })).toEqual([
      {
        route: both(100, 0),
        mirror: { host: 'api-canary', port: { number: 80 } },
        mirrorPercentage: { value: 30 },
      },
    ]);
  });

  it('leads to subsets of one host in that layout', () => {
    const hosts = {
      primary: { host: 'api', subset: 'primary' },
      canary: { host: 'api', subset: 'canary' },
    };

    expect(routes([{}], { mirror: 5 }, { ...TARGET, hosts })).toEqual([
      {
        route: [
          { destination: { host: 'api', subset: 'primary', port: { number: 80 } }, weight: 100 },
          { destination: { host: 'api', subset: 'canary', port: { number: 80 } }, weight: 0 },
        ],
        mirror: { host: 'api', subset: 'canary', port: { number: 80 } },
        mirrorPercentage: { value: 5 },
      },
    ]);
  });
});

describe('a route that does not lead to the application', () => {
  it.each<BaseRoute>([
    { match: [{ uri: { exact: '/old' } }], redirect: { uri: '/new' } },
    { directResponse: { status: 503 } },
    { delegate: { name: 'other' } },
    { route: [{ destination: { host: 'other' } }], timeout: '1s' },
  ])('stays as it is: %j', (route) => {
    expect(routes([route], { weight: 20, mirror: 10, headerRoutes: [QA] })).toEqual([route]);
  });
});

describe('a header route', () => {
  it('is a copy before each base route, with the header in lower case in every match', () => {
    const v1 = { match: [{ uri: { prefix: '/v1' } }, { uri: { prefix: '/v2' } }], timeout: '5s' };
    const old = { match: [{ uri: { exact: '/old' } }], redirect: { uri: '/new' } };
    const headers = { 'x-qa': { exact: 'yes' } };

    expect(routes([v1, old, {}], { weight: 20, headerRoutes: [QA] })).toEqual([
      {
        match: [
          { uri: { prefix: '/v1' }, headers },
          { uri: { prefix: '/v2' }, headers },
        ],
        timeout: '5s',
        route: both(0, 100),
      },
      { ...v1, route: both(80, 20) },
      old,
      { match: [{ headers }], route: both(0, 100) },
      { route: both(80, 20) },
    ]);
  });

  it('matches any of its headers', () => {
    const match = [
      { headerName: 'x-qa', headerValue: { exact: 'yes' } },
      { headerName: 'cookie', headerValue: { regex: '.*beta.*' } },
    ];

    expect(routes([{}], { headerRoutes: [{ name: 'qa', match }] })[0]).toMatchObject({
      match: [
        { headers: { 'x-qa': { exact: 'yes' } } },
        { headers: { cookie: { regex: '.*beta.*' } } },
      ],
    });
  });

  it('has a name of its own where the base route has one', () => {
    const names = routes([{ name: 'main' }], { headerRoutes: [QA] }).map((route) => route['name']);

    expect(names).toEqual(['main-header-qa', 'main']);
  });

  it('keeps the headers that a match asks for already', () => {
    const match = [{ headers: { 'x-team': { exact: 'red' } } }];

    expect(routes([{ match }, {}], { headerRoutes: [QA] })[0]).toMatchObject({
      match: [{ headers: { 'x-team': { exact: 'red' }, 'x-qa': { exact: 'yes' } } }],
    });
  });

  it('takes no request from another route: a match that asks something else of the same header has no copy', () => {
    const no = { match: [{ headers: { 'X-Qa': { exact: 'no' } } }] };
    const yes = { match: [{ headers: { 'X-Qa': { exact: 'yes' } } }] };

    expect(routes([no], { headerRoutes: [QA] })).toEqual([{ ...no, route: both(100, 0) }]);
    expect(routes([yes], { headerRoutes: [QA] })).toEqual([
      { ...yes, route: both(0, 100) },
      { ...yes, route: both(100, 0) },
    ]);
  });

  it('gets no mirror: its requests reach the canary anyway', () => {
    expect(routes([{}], { mirror: 30, headerRoutes: [QA] })[0]).not.toHaveProperty('mirror');
  });
});

describe('an application with several ports', () => {
  const target: RouteTarget = { ...TARGET, ports: [80, 9090] };

  it('has a route for each port that is called in the mesh', () => {
    expect(routes([{ name: 'main', timeout: '5s' }], { weight: 20 }, target)).toEqual([
      { name: 'main-80', timeout: '5s', match: [{ port: 80 }], route: both(80, 20) },
      { name: 'main-9090', timeout: '5s', match: [{ port: 9090 }], route: both(80, 20, 9090) },
    ]);
  });

  it('has a route for the one port that its author names', () => {
    expect(routes([{ servicePort: 9090 }], {}, target)).toEqual([
      { match: [{ port: 9090 }], route: both(100, 0, 9090) },
    ]);
    expect(routes([{ match: [{ uri: { exact: '/' }, port: 80 }] }], {}, target)).toEqual([
      { match: [{ uri: { exact: '/' }, port: 80 }], route: both(100, 0) },
    ]);
  });

  it('is reached on its first port from a gateway, whose listener is another one', () => {
    const external: RouteTarget = { ...target, audience: 'external' };

    expect(routes([{}, { servicePort: 9090 }], {}, external)).toEqual([
      { route: both(100, 0) },
      { route: both(100, 0, 9090) },
    ]);
  });

  it('has header routes on each port', () => {
    const headers = { 'x-qa': { exact: 'yes' } };

    expect(routes([{}], { headerRoutes: [QA] }, target)).toEqual([
      { match: [{ port: 80, headers }], route: both(0, 100) },
      { match: [{ port: 80 }], route: both(100, 0) },
      { match: [{ port: 9090, headers }], route: both(0, 100, 9090) },
      { match: [{ port: 9090 }], route: both(100, 0, 9090) },
    ]);
  });
});
