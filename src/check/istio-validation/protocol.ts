/** What Istio takes a protocol of a port for, whatever its letters; `unknown` for none that it knows. */
export type Protocol = 'http' | 'https' | 'tls' | 'tcp' | 'udp' | 'unknown';

/** The protocol that a word means. */
export function protocolOf(word: string): Protocol {
  return PROTOCOLS.get(word.toLowerCase()) ?? 'unknown';
}

/** Whether connections of a protocol are TLS. */
export function isTls(protocol: Protocol): boolean {
  return protocol === 'https' || protocol === 'tls';
}

/** Whether a protocol is carried by TCP and not by plain HTTP. */
export function isTcp(protocol: Protocol): boolean {
  return protocol === 'tcp' || isTls(protocol);
}

const PROTOCOLS: ReadonlyMap<string, Protocol> = new Map([
  ['tcp', 'tcp'],
  ['udp', 'udp'],
  ['grpc', 'http'],
  ['grpc-web', 'http'],
  ['http', 'http'],
  ['http_proxy', 'http'],
  ['http2', 'http'],
  ['https', 'https'],
  ['tls', 'tls'],
  ['mongo', 'tcp'],
  ['redis', 'tcp'],
  ['mysql', 'tcp'],
]);

/** The words, for messages. */
export const PROTOCOL_WORDS = 'HTTP, HTTP2, GRPC, GRPC-WEB, HTTPS, TLS, TCP, MONGO, REDIS, MYSQL';
