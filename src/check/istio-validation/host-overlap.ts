/** Whether two hosts, names or wildcards, share a name. */
export function overlap(one: string, other: string): boolean {
  if (isWild(one) && isWild(other)) {
    const [short, long] = one.length < other.length ? [one, other] : [other, one];
    return long.slice(1).endsWith(short.slice(1));
  }
  if (isWild(one)) return other.endsWith(one.slice(1));
  return isWild(other) ? one.endsWith(other.slice(1)) : one === other;
}

/** Whether every name of a host is also one of another. */
export function isSubsetOf(host: string, other: string): boolean {
  if (!isWild(other)) return host === other;
  if (isWild(host) && host.length < other.length) return false;
  return (isWild(host) ? host.slice(1) : host).endsWith(other.slice(1));
}

function isWild(host: string): boolean {
  return host.startsWith('*');
}
