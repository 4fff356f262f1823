/**
 * How the mesh treats the bytes on a port. `auto` is sniffed, and counts as HTTP for routes;
 * `tls` and `tcp` ignore HTTP rules; `udp` is no port of the mesh.
 */
export type PortProtocol = 'http' | 'tcp' | 'tls' | 'auto' | 'udp';

/** The protocol of a port of a Service: `appProtocol`, else the port's name up to the first dash. */
export function servicePortProtocol(
  number: number,
  name: string | undefined,
  transport: string | undefined,
  appProtocol: string | undefined,
): PortProtocol {
  if (transport === 'UDP') return 'udp';
  const standard = STANDARD_APP_PROTOCOLS.get(appProtocol ?? '');
  if (standard !== undefined) return standard;
  const given = appProtocol ?? name ?? '';
  if (given.toLowerCase().startsWith('grpc-web')) return 'http';
  const parsed = parseProtocol(given.split('-', 1)[0] ?? '');
  return parsed === 'auto' && SERVER_FIRST_PORTS.has(number) ? 'tcp' : parsed;
}

/** The protocol that a word means; an unknown word is sniffed. */
export function parseProtocol(word: string): PortProtocol {
  return PROTOCOLS.get(word.toLowerCase()) ?? 'auto';
}

const PROTOCOLS: ReadonlyMap<string, PortProtocol> = new Map([
  ['http', 'http'],
  ['http2', 'http'],
  ['grpc', 'http'],
  ['grpc-web', 'http'],
  ['tcp', 'tcp'],
  ['mongo', 'tcp'],
  ['mysql', 'tcp'],
  ['redis', 'tcp'],
  ['https', 'tls'],
  ['tls', 'tls'],
  ['udp', 'udp'],
]);

const STANDARD_APP_PROTOCOLS: ReadonlyMap<string, PortProtocol> = new Map([
  ['kubernetes.io/h2c', 'http'],
  ['kubernetes.io/ws', 'http'],
  ['kubernetes.io/wss', 'tls'],
]);

// In these protocols the server speaks first (SMTP, DNS over TCP, MySQL, MongoDB), so sniffing would hang:
// Istio, pkg/config/kube/conversion.go.
const SERVER_FIRST_PORTS: ReadonlySet<number> = new Set([25, 53, 3306, 27017]);
