import { router } from '../context';
import { accepts, refuses, type RuleCase } from '../rule-case';

const hosts = (...list: readonly unknown[]) => ({ plan: router({ hosts: list }) });
const gateway = (value: unknown) => ({ plan: router({ gateway: value, http: undefined }) });
const tls = (value: unknown) => gateway({ selector: { istio: 'ingressgateway' }, tls: value });
const http = (...routes: readonly unknown[]) => ({ plan: router({ http: routes }) });
const mesh = (...routes: readonly unknown[]) => ({ plan: router({ mesh: { http: routes } }) });
const prefix = (path: string) => ({ match: [{ uri: { prefix: path } }] });
const twoPorts = {
  ports: [
    { name: 'http', port: 80, targetPort: 8080 },
    { name: 'grpc', port: 81, targetPort: 8080 },
  ],
};
const bare = { kind: 'istio' };

export const routerCases: readonly RuleCase[] = [
  accepts('router-unknown', 'Istio for callers in the mesh alone', { plan: { router: bare } }),
  refuses('router-unknown', 'no router', { plan: { router: undefined } }, 'router'),
  refuses('router-unknown', 'a text', { plan: { router: 'istio' } }, 'router'),
  refuses('router-unknown', 'another kind', { plan: router({ kind: 'nginx' }) }, 'router.kind'),

  accepts('layout-outside-mesh', 'subsets with nobody outside', {
    plan: { layout: 'subsets', outsideMesh: 'none' },
  }),
  accepts('layout-outside-mesh', 'services with nobody outside', {
    plan: { layout: 'services', outsideMesh: 'none' },
  }),
  refuses('layout-outside-mesh', 'an unknown layout', { plan: { layout: 'hosts' } }, 'layout'),
  refuses(
    'layout-outside-mesh',
    'subsets without a word about callers outside',
    { plan: { layout: 'subsets' } },
    'outsideMesh',
    'not said',
  ),
  refuses(
    'layout-outside-mesh',
    'services that may leak',
    { plan: { outsideMesh: 'may-reach-canary' } },
    'outsideMesh',
  ),
  refuses(
    'layout-outside-mesh',
    'something else',
    { plan: { layout: 'subsets', outsideMesh: true } },
    'outsideMesh',
  ),

  accepts('host-invalid', 'a host and a wildcard', hosts('a-1.example.com', '*.x.example')),
  refuses(
    'host-invalid',
    'no list',
    { plan: router({ hosts: 'shop.example.com' }) },
    'router.hosts',
    'not a list',
  ),
  refuses('host-invalid', 'a URL', hosts('https://shop.example.com/'), 'router.hosts[0]', 'scheme'),
  refuses('host-invalid', 'a port', hosts('shop.example.com:80'), 'router.hosts[0]', 'port'),
  refuses('host-invalid', 'a path', hosts('shop.example.com/api'), 'router.hosts[0]', 'path'),
  refuses('host-invalid', 'capitals', hosts('Shop.example.com'), 'router.hosts[0]', 'lower case'),
  refuses(
    'host-invalid',
    'a name without a dot',
    hosts('shop'),
    'router.hosts[0]',
    'without a dot',
  ),
  refuses('host-invalid', 'an address', hosts('10.0.0.1'), 'router.hosts[0]', 'address'),
  refuses(
    'host-invalid',
    'every host, and a part of a label',
    hosts('*', '*-x.example.com', 'a.*.com', 'a_b.example.com', 'a.example.com.'),
    ['router.hosts[0]', 'router.hosts[1]', 'router.hosts[2]', 'router.hosts[3]', 'router.hosts[4]'],
  ),
  refuses('host-invalid', 'a number', hosts(1), 'router.hosts[0]', 'not a text'),
  refuses(
    'host-invalid',
    'a domain of the cluster that is none',
    { plan: router({ clusterDomain: 'cluster local' }) },
    'router.clusterDomain',
  ),

  accepts('host-repeated', 'a wildcard and its own domain', hosts('*.example.com', 'example.com')),
  refuses(
    'host-repeated',
    'the same host twice',
    hosts('a.example.com', 'A.example.com'),
    'router.hosts[1]',
    'router.hosts[0]',
  ),
  refuses(
    'host-repeated',
    'a host below a wildcard',
    hosts('a.b.example.com', '*.example.com'),
    'router.hosts[1]',
  ),
  refuses(
    'host-repeated',
    'a wildcard below a wildcard',
    hosts('*.example.com', '*.b.example.com'),
    'router.hosts[1]',
  ),

  accepts('hosts-without-gateway', 'an empty list', { plan: { router: { ...bare, hosts: [] } } }),
  refuses(
    'hosts-without-gateway',
    'hosts alone',
    { plan: { router: { ...bare, hosts: ['a.example.com'] } } },
    'router.gateway',
  ),

  accepts('gateway-without-hosts', 'a gateway that exists', gateway('istio-system/public')),
  refuses(
    'gateway-without-hosts',
    'a gateway alone',
    { plan: { router: { ...bare, gateway: 'istio-system/public' } } },
    'router.gateway',
  ),
  refuses(
    'gateway-without-hosts',
    'no hosts in the list',
    { plan: { router: { ...bare, hosts: [], gateway: 'a/b' } } },
    'router.gateway',
  ),
  refuses(
    'gateway-without-hosts',
    'base routes for nobody',
    { plan: { router: { ...bare, http: [{}] } } },
    'router.http',
  ),

  accepts('gateway-reference', 'namespace and name', gateway('istio-system/public')),
  refuses(
    'gateway-reference',
    'a name alone',
    gateway('public'),
    'router.gateway',
    'with its namespace',
  ),
  refuses('gateway-reference', 'the mesh', gateway('mesh'), 'router.gateway', 'no gateway'),
  refuses('gateway-reference', 'three parts', gateway('a/b/c'), 'router.gateway'),
  refuses('gateway-reference', 'the namespace `.`', gateway('./public'), 'router.gateway'),
  refuses('gateway-reference', 'a list', gateway(['a/b']), 'router.gateway', 'not a gateway'),

  accepts(
    'gateway-selector',
    'several labels',
    gateway({ selector: { istio: 'ingressgateway', team: 'shop' } }),
  ),
  refuses('gateway-selector', 'no selector', gateway({}), 'router.gateway.selector'),
  refuses('gateway-selector', 'an empty one', gateway({ selector: {} }), 'router.gateway.selector'),
  refuses(
    'gateway-selector',
    'a label that is no text',
    gateway({ selector: { istio: true } }),
    'router.gateway.selector.istio',
  ),

  accepts('tls-invalid', 'a certificate alone', tls({ credentialName: 'shop.example.com' })),
  refuses(
    'tls-invalid',
    'a Secret of another namespace',
    tls({ credentialName: 'istio-system/shop' }),
    'router.gateway.tls.credentialName',
  ),
  refuses('tls-invalid', 'no name', tls({}), 'router.gateway.tls.credentialName'),
  refuses(
    'tls-invalid',
    'an unknown way with plain HTTP',
    tls({ credentialName: 'shop', plainHttp: 'allow' }),
    'router.gateway.tls.plainHttp',
  ),
  refuses('tls-invalid', 'a text', tls('shop'), 'router.gateway.tls'),

  accepts(
    'base-route-invalid',
    'a redirect among the routes',
    http({ ...prefix('/old'), redirect: { uri: '/new' } }, {}),
  ),
  refuses('base-route-invalid', 'no routes', http(), 'router.http'),
  refuses('base-route-invalid', 'no list', { plan: router({ http: {} }) }, 'router.http'),
  refuses('base-route-invalid', 'a route that is none', http('/'), 'router.http[0]'),
  refuses(
    'base-route-invalid',
    'conditions that are no list',
    http({ match: { uri: { prefix: '/' } } }),
    'router.http[0].match',
  ),
  refuses(
    'base-route-invalid',
    'a condition that is none',
    mesh({ match: ['/'] }),
    'router.mesh.http[0].match[0]',
  ),
  refuses(
    'base-route-invalid',
    'headers that are none',
    mesh({ match: [{ headers: 'x' }] }),
    'router.mesh.http[0].match[0].headers',
  ),
  refuses(
    'base-route-invalid',
    'a mesh without routes',
    { plan: router({ mesh: {} }) },
    'router.mesh.http',
  ),
  refuses(
    'base-route-invalid',
    'a mesh that is a list',
    { plan: router({ mesh: [] }) },
    'router.mesh',
  ),

  accepts(
    'route-unreachable',
    'a route for everything at the end',
    http(prefix('/a'), prefix('/b'), {}),
  ),
  accepts(
    'route-unreachable',
    'everything with a header',
    http({ match: [{ uri: { prefix: '/' }, headers: { a: { exact: 'b' } } }] }, {}),
  ),
  accepts('route-unreachable', 'a route for each port of the mesh', {
    plan: {
      service: twoPorts,
      ...router({ mesh: { http: [{ servicePort: 80 }, { servicePort: 81 }] } }),
    },
  }),
  refuses(
    'route-unreachable',
    'a route after one without conditions',
    http({}, prefix('/a'), prefix('/b')),
    ['router.http[1]', 'router.http[2]'],
    'router.http[0]',
  ),
  refuses(
    'route-unreachable',
    'a route after one for every path',
    mesh(prefix('/'), {}),
    'router.mesh.http[1]',
  ),
  refuses(
    'route-unreachable',
    'a second route for one port',
    {
      plan: {
        service: twoPorts,
        ...router({ mesh: { http: [{ servicePort: 80 }, { servicePort: 80 }, {}, {}] } }),
      },
    },
    ['router.mesh.http[1]', 'router.mesh.http[3]'],
  ),

  accepts('route-port-unknown', 'ports of Service and Gateway', {
    plan: router({
      http: [{ servicePort: 80, match: [{ port: 443 }] }, {}],
      mesh: { http: [{ match: [{ port: 80 }] }] },
    }),
  }),
  accepts('route-port-unknown', 'any port of a Gateway that exists', {
    plan: router({ gateway: 'a/b', http: [{ match: [{ port: 8443 }] }] }),
  }),
  refuses(
    'route-port-unknown',
    'the port of the container',
    http({ servicePort: 8080 }),
    'router.http[0].servicePort',
  ),
  refuses(
    'route-port-unknown',
    'a port that callers in the mesh do not use',
    mesh({ match: [{ port: 443 }] }),
    'router.mesh.http[0].match[0].port',
  ),
  refuses(
    'route-port-unknown',
    'a port that the Gateway does not open',
    http({ match: [{ port: 8080 }] }),
    'router.http[0].match[0].port',
    'the Gateway',
  ),
];
