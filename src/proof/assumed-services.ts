import type { Json, Manifest } from '../manifest/manifest';
import { groupKind } from '../manifest/workload';
import { expandHost, serviceHost } from '../mesh/host-name';
import { listIn, numberIn, objectIn, textIn, textsIn } from '../mesh/json-field';

/**
 * Destinations that no state holds: an application's own routes may lead to Services that another chart keeps. They are taken
 * to be there and to answer.
 */
export function assumeServices(states: readonly (readonly Manifest[])[]): readonly Manifest[] {
  const named = new Map<string, Set<number>>();
  const known = new Set<string>();
  // which ports they have is not known: all that anybody may call
  const called = new Set([80]);
  for (const manifest of new Set(states.flat())) {
    const { namespace = '', name } = manifest.metadata;
    const spec = objectIn(manifest, 'spec');
    const kind = groupKind(manifest);
    if (kind === '/Service') {
      known.add(serviceHost(name, namespace));
      for (const port of listIn(spec, 'ports')) called.add(numberIn(port, 'port') ?? 80);
    }
    if (kind === 'networking.istio.io/ServiceEntry') {
      for (const host of textsIn(spec, 'hosts')) known.add(expandHost(host, namespace));
    }
    if (kind === 'networking.istio.io/Gateway') {
      for (const server of listIn(spec, 'servers')) {
        called.add(numberIn(objectIn(server, 'port'), 'number') ?? 80);
      }
    }
    if (kind !== 'networking.istio.io/VirtualService') continue;
    for (const destination of destinationsOf(spec)) {
      const host = expandHost(textIn(destination, 'host') ?? '', namespace);
      const ports = named.get(host) ?? new Set<number>();
      named.set(host, ports.add(numberIn(objectIn(destination, 'port'), 'number') ?? 80));
    }
  }
  return [...named]
    .filter(([host]) => !known.has(host))
    .map(([host, ports]) => assumed(host, new Set([...ports, ...called])));
}

function destinationsOf(spec: Json): readonly Json[] {
  return ['http', 'tcp', 'tls'].flatMap((field) =>
    listIn(spec, field).flatMap((rule) => [
      ...listIn(rule, 'route').map((route) => objectIn(route, 'destination')),
      ...listIn(rule, 'mirrors').map((mirror) => objectIn(mirror, 'destination')),
    ]),
  );
}

function assumed(host: string, ports: ReadonlySet<number>): Manifest {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name: host, namespace: 'assumed' },
    spec: {
      hosts: [host],
      location: 'MESH_INTERNAL',
      resolution: 'DNS',
      ports: [...ports].map((number) => ({ number, name: `http-${number}`, protocol: 'HTTP' })),
    },
  };
}
