import { router, service, withContainers, type Loose } from '../context';
import { accepts, refuses, type RuleCase } from '../rule-case';

const port = (fields: unknown) => ({ plan: { service: fields } });
const chart = (...services: readonly ReturnType<typeof service>[]) => ({
  plan: { service: undefined },
  others: services,
});
const own = (spec: Loose) => chart(service('api', spec));
const ports = (...list: readonly unknown[]) => own({ ports: list });
const SERVICE = 'Service shop/api';

export const portCases: readonly RuleCase[] = [
  accepts(
    'port-invalid',
    'several ports',
    port({
      ports: [
        { name: 'http', port: 80, targetPort: 8080 },
        { name: 'http-1', port: 1, targetPort: 8080 },
        { name: 'grpc', port: 65535, targetPort: 'http' },
      ],
    }),
  ),
  refuses('port-invalid', 'ports out of range', port({ port: 0, targetPort: 65536 }), [
    'service.port',
    'service.targetPort',
  ]),
  refuses(
    'port-invalid',
    'a port in quotes',
    port({ port: '80', targetPort: 8080 }),
    'service.port',
  ),
  refuses('port-invalid', 'a number where the ports are', port(80), 'service'),
  refuses('port-invalid', 'both forms at once', port({ port: 80, ports: [] }), 'service', 'both'),
  refuses('port-invalid', 'an empty list', port({ ports: [] }), 'service.ports'),
  refuses('port-invalid', 'a Service without ports', ports(), SERVICE, 'spec.ports'),
  refuses(
    'port-invalid',
    'one number and one name twice',
    port({
      ports: [
        { name: 'http', port: 80, targetPort: 8080 },
        { name: 'http', port: 80, targetPort: 8080 },
      ],
    }),
    ['service.ports[1].port', 'service.ports[1].name'],
  ),
  refuses(
    'port-invalid',
    'a bad name and a bad name of a container port',
    port({ name: 'HTTP', port: 80, targetPort: 'a-very-long-port-name' }),
    ['service.targetPort', 'service.name'],
  ),
  refuses(
    'port-invalid',
    'a port of the chart',
    ports({ name: 'http', port: 0, targetPort: 8080 }),
    SERVICE,
    'spec.ports[0].port',
  ),
  refuses(
    'port-invalid',
    "a gateway's port out of range",
    { plan: router({ gateway: { selector: { a: 'b' }, port: 0 } }) },
    'router.gateway.port',
  ),
  refuses(
    'port-invalid',
    'plain HTTP on the port of HTTPS',
    {
      plan: router({ gateway: { selector: { a: 'b' }, port: 443, tls: { credentialName: 'c' } } }),
    },
    'router.gateway.port',
    'HTTPS',
  ),
  accepts('port-name-missing', 'one port without a name', port({ port: 80, targetPort: 8080 })),
  refuses(
    'port-name-missing',
    'several ports of the plan',
    port({
      ports: [
        { port: 80, targetPort: 8080 },
        { name: 'grpc', port: 81, targetPort: 8080 },
      ],
    }),
    'service.ports[0]',
  ),
  refuses(
    'port-name-missing',
    'several ports of the chart',
    ports({ port: 80, appProtocol: 'http' }, { port: 81, name: 'grpc' }),
    SERVICE,
    'spec.ports[0]',
  ),
  accepts(
    'port-name-unknown',
    'a name that a container has',
    port({ port: 80, targetPort: 'admin' }),
  ),
  accepts('port-name-unknown', 'a name that a sidecar has', {
    ...port({ port: 80, targetPort: 'proxy' }),
    deployment: (good) => ({
      ...good,
      spec: {
        ...good.spec,
        template: {
          ...good.spec.template,
          spec: {
            ...good.spec.template.spec,
            initContainers: [
              { name: 's', restartPolicy: 'Always', ports: [{ name: 'proxy', containerPort: 1 }] },
            ],
          },
        },
      },
    }),
  }),
  refuses(
    'port-name-unknown',
    'a name that no container has',
    port({ port: 80, targetPort: 'web' }),
    'service.targetPort',
  ),
  accepts('port-undeclared', 'any number when nothing is declared', {
    ...port({ port: 80, targetPort: 1234 }),
    plan: { from: undefined, service: { port: 80, targetPort: 1234 } },
    deployment: withContainers([{ name: 'api' }]),
  }),
  refuses(
    'port-undeclared',
    'a number that no container declares',
    port({ port: 80, targetPort: 8081 }),
    'service.targetPort',
    '8081',
  ),
  refuses(
    'port-undeclared',
    'a port that leads to itself',
    port({ port: 80 }),
    'service.port',
    '80',
  ),
  ...['http', 'http-web', 'http2', 'grpc', 'grpc-web', 'grpc-web-x'].map((name) =>
    accepts('port-protocol', `the name ${name}`, port({ name, port: 80, targetPort: 8080 })),
  ),
  ...['http', 'HTTP2', 'grpc', 'kubernetes.io/h2c', 'kubernetes.io/ws'].map((appProtocol) =>
    accepts(
      'port-protocol',
      `the protocol ${appProtocol}`,
      port({ name: 'tcp', port: 80, targetPort: 8080, appProtocol }),
    ),
  ),
  ...['web', 'https', 'tcp-http', 'httpx', 'redis'].map((name) =>
    refuses(
      'port-protocol',
      `the name ${name}`,
      port({ name, port: 80, targetPort: 8080 }),
      'service.name',
    ),
  ),
  ...['https', 'tcp', 'kubernetes.io/wss', 'my-protocol'].map((appProtocol) =>
    refuses(
      'port-protocol',
      `the protocol ${appProtocol}`,
      port({ port: 80, targetPort: 8080, appProtocol }),
      'service.appProtocol',
    ),
  ),
  refuses(
    'port-protocol',
    'a port of the chart without name',
    ports({ port: 80, targetPort: 8080 }),
    SERVICE,
    'guesses',
  ),
  refuses(
    'port-protocol',
    'UDP',
    ports({ name: 'http', port: 80, targetPort: 8080, protocol: 'UDP' }),
    SERVICE,
    'TCP',
  ),
];
