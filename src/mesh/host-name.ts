/** The domain of the cluster's Services. Istio's default; other domains are not modelled. */
export const CLUSTER_DOMAIN = 'cluster.local';

/** The name of a Service as the mesh knows it: `api.shop.svc.cluster.local`. */
export function serviceHost(name: string, namespace: string): string {
  return `${name}.${namespace}.svc.${CLUSTER_DOMAIN}`;
}

/**
 * A host as an Istio object means it: a name without a dot belongs to the namespace of the object, any other is literal.
 * So `api.shop` is not completed, and matches no Service.
 */
export function expandHost(host: string, namespace: string): string {
  if (host === '' || host.includes('.') || host.includes('*') || host.includes(':')) return host;
  return serviceHost(host, namespace);
}

/** Whether a host is a pattern: `*` or `*.example.com`. */
export function isWildcard(host: string): boolean {
  return host.startsWith('*');
}

/** Whether every name that `host` stands for is also meant by `pattern`. */
export function covers(pattern: string, host: string): boolean {
  if (!isWildcard(pattern)) return pattern === host;
  if (pattern === '*') return true;
  const suffix = pattern.slice(1);
  return host.length >= pattern.length && host.endsWith(suffix);
}

/** The narrower of two hosts that overlap; undefined if they share no name. */
export function intersectHosts(one: string, other: string): string | undefined {
  if (covers(one, other)) return other;
  return covers(other, one) ? one : undefined;
}

/** The value of the most specific pattern for a host: the host itself, else the longest wildcard. */
export function mostSpecific<Value>(
  patterns: ReadonlyMap<string, Value>,
  host: string,
): Value | undefined {
  const exact = patterns.get(host);
  if (exact !== undefined) return exact;
  let longest = '';
  for (const pattern of patterns.keys()) {
    if (isWildcard(pattern) && pattern.length > longest.length && covers(pattern, host)) {
      longest = pattern;
    }
  }
  return patterns.get(longest);
}

/** A Host header without its port. An IPv6 address keeps its colons. */
export function withoutPort(host: string): string {
  return host.replace(/^([^:]*|\[.*\]):\d+$/u, '$1');
}
