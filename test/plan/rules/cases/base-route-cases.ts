import { router } from '../context';
import { accepts, refuses, type RuleCase } from '../rule-case';

const http = (...routes: readonly unknown[]) => ({ plan: router({ http: routes }) });
const mesh = (...routes: readonly unknown[]) => ({ plan: router({ mesh: { http: routes } }) });
const prefix = (path: string) => ({ match: [{ uri: { prefix: path } }] });
const twoPorts = {
  ports: [
    { name: 'http', port: 80, targetPort: 8080 },
    { name: 'grpc', port: 81, targetPort: 8080 },
  ],
};

export const baseRouteCases: readonly RuleCase[] = [
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
