import type { JsonObject, Manifest } from '../manifest/manifest';
import { groupKind } from '../manifest/workload';
import { asObject, listIn, numberIn, objectIn, textsIn } from '../mesh/json-field';

/**
 * Gateways that VirtualServices name and no state holds: often somebody else keeps them. They are taken to be there, open for
 * HTTP on port 80, and as the Gateways that are given, with every host, at Istio's own ingress gateway.
 */
export function assumeGateways(states: readonly (readonly Manifest[])[]): readonly Manifest[] {
  const named = new Set<string>();
  const known = new Set<string>(['mesh']);
  const servers = new Map<string, JsonObject>([['80', HTTP]]);
  for (const state of states) {
    for (const manifest of state) {
      const { namespace = '', name } = manifest.metadata;
      const kind = groupKind(manifest);
      if (kind === 'networking.istio.io/Gateway') {
        known.add(`${namespace}/${name}`);
        for (const server of listIn(objectIn(manifest, 'spec'), 'servers')) {
          const { port, tls } = asObject(server);
          const number = `${numberIn(port, 'number') ?? 0}`;
          const open = { port, ...(tls === undefined ? {} : { tls }), hosts: ['*'] };
          if (!servers.has(number)) servers.set(number, open);
        }
      }
      if (kind !== 'networking.istio.io/VirtualService') continue;
      for (const gateway of gatewaysOf(manifest)) {
        named.add(
          gateway === 'mesh' || gateway.includes('/') ? gateway : `${namespace}/${gateway}`,
        );
      }
    }
  }
  return [...named]
    .filter((gateway) => !known.has(gateway))
    .map((gateway) => assumedGateway(gateway, [...servers.values()]));
}

function gatewaysOf(manifest: Manifest): readonly string[] {
  const spec = objectIn(manifest, 'spec');
  const matches = ['http', 'tcp', 'tls'].flatMap((field) =>
    listIn(spec, field).flatMap((rule) => listIn(rule, 'match')),
  );
  return [...textsIn(spec, 'gateways'), ...matches.flatMap((match) => textsIn(match, 'gateways'))];
}

const HTTP = { port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] };

function assumedGateway(gateway: string, servers: readonly JsonObject[]): Manifest {
  const [namespace = '', name = ''] = gateway.split('/');
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Gateway',
    metadata: { name, namespace },
    spec: {
      selector: { istio: 'ingressgateway' },
      servers,
    },
  };
}
