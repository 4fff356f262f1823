import { CLUSTER_DOMAIN, serviceHost } from '../mesh/host-name';

/** Hosts that ExternalName Services stand for, by the name of the Service. */
export type Aliases = ReadonlyMap<string, readonly string[]>;

/**
 * The names by which objects may mean a request for a host: `web.shop` is the Service web in shop, too, and the routes of what
 * an ExternalName Service stands for bind those who call it by that name.
 */
export function askedNames(host: string, aliases: Aliases): readonly string[] {
  const names = host.endsWith(CLUSTER_DOMAIN) ? [host] : completed(host);
  return aliases.size === 0
    ? names
    : [...names, ...names.flatMap((name) => aliases.get(name) ?? [])];
}

/** Collect what each name stands for in any state. */
export function collectAliases(pairs: Iterable<readonly [string, string]>): Aliases {
  const found = new Map<string, readonly string[]>();
  for (const [name, host] of pairs) found.set(name, [...(found.get(name) ?? []), host]);
  return found;
}

function completed(host: string): readonly string[] {
  const [name = '', namespace = '', ...rest] = host.split('.');
  const short = namespace !== '' && (rest.length === 0 || rest.join('.') === 'svc');
  return short ? [host, serviceHost(name, namespace)] : [host];
}
