import type { JsonObject, Manifest } from '../../manifest/manifest';

/** The label of gateways that stand in for those which are not in the files. */
export const STAND_IN = 'gateway';

/** A gateway that routes name but the files do not hold is taken to be elsewhere, and to serve every host in clear. */
export function standInGateway(fullName: string): Manifest {
  const server = { port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] };
  return object('networking.istio.io/v1', 'Gateway', fullName, {
    selector: { [STAND_IN]: fullName },
    servers: [server],
  });
}

/** The same for the Gateway API: it takes routes of all namespaces. */
export function standInApiGateway(fullName: string): Manifest {
  const allowedRoutes = { namespaces: { from: 'All' } };
  const listener = { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes };
  return object('gateway.networking.k8s.io/v1', 'Gateway', fullName, {
    gatewayClassName: 'istio',
    listeners: [listener],
  });
}

/** A Service on a gateway's pods, which its controller makes at run time. */
export function standInService(
  fullName: string,
  gateway: string,
  ports: readonly number[],
): Manifest {
  return object('v1', 'Service', fullName, {
    selector: { [STAND_IN]: gateway },
    ports: ports.map((port) => ({ port, name: `tcp-${port}` })),
  });
}

function object(apiVersion: string, kind: string, fullName: string, spec: JsonObject): Manifest {
  const slash = fullName.indexOf('/');
  const metadata = { name: fullName.slice(slash + 1), namespace: fullName.slice(0, slash) };
  return { apiVersion, kind, metadata, spec };
}
