import type { Labels } from '../manifest/labels';
import type { Json, Manifest } from '../manifest/manifest';
import { labelsIn, listIn, numberIn, objectIn, textIn, textsIn } from './json-field';
import { placeIn, type Place } from './place';
import { parseProtocol } from './port-protocol';
import { covers, intersectHosts } from './host-name';

/** A port that a gateway opens, for some hosts. */
export interface GatewayServer {
  /** The gateway that routes name: `ns/name`. */
  readonly gateway: string;
  readonly place: Place;
  readonly port: number;
  /** How it takes connections: HTTP in clear, HTTP in TLS that it ends, TLS passed on, or bytes. */
  readonly mode: 'http' | 'https' | 'tls' | 'tcp' | 'unknown';
  readonly hosts: readonly ServerHost[];
  /** Whether requests in clear are sent to HTTPS. */
  readonly httpsRedirect: boolean;
  /** Which gateway workloads open it. */
  readonly binding: Binding;
}

/** A host of a server, and the namespace whose routes it takes; `*` takes all. */
export interface ServerHost {
  readonly namespace: string;
  readonly host: string;
}

/** The gateway workloads of a server: by their labels, or as pods of a Service. */
export type Binding =
  | { readonly kind: 'labels'; readonly labels: Labels }
  | { readonly kind: 'service'; readonly namespace: string; readonly name: string };

/** The servers of an Istio Gateway. */
export function istioServers(manifest: Manifest): readonly GatewayServer[] {
  const spec = objectIn(manifest, 'spec');
  const { name, namespace = '' } = manifest.metadata;
  return listIn(spec, 'servers').map((server, index) => ({
    gateway: `${namespace}/${name}`,
    place: placeIn(manifest, `spec.servers[${index}]`),
    port: numberIn(objectIn(server, 'port'), 'number') ?? 0,
    mode: modeOf(server),
    hosts: textsIn(server, 'hosts').map((host) => serverHost(host, namespace)),
    httpsRedirect: objectIn(server, 'tls')['httpsRedirect'] === true,
    binding: { kind: 'labels' as const, labels: labelsIn(spec, 'selector') },
  }));
}

/** The hosts that a server and a route share; the narrower of each pair. */
export function sharedHosts(
  server: GatewayServer,
  hosts: readonly string[],
  namespace: string,
): readonly string[] {
  const own = server.hosts.filter((host) => ['*', namespace].includes(host.namespace));
  const shared = own.flatMap(({ host }) =>
    hosts.map((other) => intersectHosts(host, other)).filter((found) => found !== undefined),
  );
  return [...new Set(shared)];
}

/** How specifically a server takes a name in TLS: the length of its narrowest pattern; undefined if it does not. */
export function takesName(server: GatewayServer, name: string): number | undefined {
  const lengths = server.hosts
    .filter(({ host }) => covers(host, name))
    .map(({ host }) => (host === name ? Number.POSITIVE_INFINITY : host.length));
  return lengths.length > 0 ? Math.max(...lengths) : undefined;
}

function serverHost(written: string, namespace: string): ServerHost {
  const slash = written.indexOf('/');
  if (slash < 0) return { namespace: '*', host: written };
  const first = written.slice(0, slash);
  return { namespace: first === '.' ? namespace : first, host: written.slice(slash + 1) };
}

function modeOf(server: Json): GatewayServer['mode'] {
  const protocol = parseProtocol(textIn(objectIn(server, 'port'), 'protocol') ?? '');
  const tls = textIn(objectIn(server, 'tls'), 'mode') ?? 'PASSTHROUGH';
  if (protocol === 'http' || protocol === 'tcp') return protocol;
  if (protocol !== 'tls' || tls === 'AUTO_PASSTHROUGH') return 'unknown';
  if (tls === 'PASSTHROUGH') return 'tls';
  const https = textIn(objectIn(server, 'port'), 'protocol')?.toUpperCase() === 'HTTPS';
  return https ? 'https' : 'unknown';
}
