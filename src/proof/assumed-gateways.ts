import type { Manifest } from '../manifest/manifest';
import { groupKind } from '../manifest/workload';
import { listIn, objectIn, textsIn } from '../mesh/json-field';

/**
 * Gateways that VirtualServices name and no state holds: often somebody else keeps them. They are taken to be there, open for
 * HTTP on port 80 with every host, at Istio's own ingress gateway.
 */
export function assumeGateways(states: readonly (readonly Manifest[])[]): readonly Manifest[] {
  const named = new Set<string>();
  const known = new Set<string>(['mesh']);
  for (const state of states) {
    for (const manifest of state) {
      const { namespace = '', name } = manifest.metadata;
      const kind = groupKind(manifest);
      if (kind === 'networking.istio.io/Gateway') known.add(`${namespace}/${name}`);
      if (kind !== 'networking.istio.io/VirtualService') continue;
      for (const gateway of gatewaysOf(manifest)) {
        named.add(
          gateway === 'mesh' || gateway.includes('/') ? gateway : `${namespace}/${gateway}`,
        );
      }
    }
  }
  return [...named].filter((gateway) => !known.has(gateway)).map(assumedGateway);
}

function gatewaysOf(manifest: Manifest): readonly string[] {
  const spec = objectIn(manifest, 'spec');
  const matches = ['http', 'tcp', 'tls'].flatMap((field) =>
    listIn(spec, field).flatMap((rule) => listIn(rule, 'match')),
  );
  return [...textsIn(spec, 'gateways'), ...matches.flatMap((match) => textsIn(match, 'gateways'))];
}

function assumedGateway(gateway: string): Manifest {
  const [namespace = '', name = ''] = gateway.split('/');
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Gateway',
    metadata: { name, namespace },
    spec: {
      selector: { istio: 'ingressgateway' },
      servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] }],
    },
  };
}
