import type { BoundRule } from './bind-rules';
import { isWildcard } from './host-name';

/** Names, and the rules for requests to them, as a proxy has them for one port. */
export interface HostTable {
  readonly exact: ReadonlyMap<string, VirtualHost>;
  /** Wildcards, the longest first. */
  readonly wildcards: readonly (readonly [suffix: string, host: VirtualHost])[];
}

/** The rules for one name and its aliases. */
export interface VirtualHost {
  readonly name: string;
  readonly rules: readonly BoundRule[];
  /** Whether requests in clear are sent to HTTPS whatever the rules say. */
  readonly httpsRedirect: boolean;
}

/** Builds a table of virtual hosts; of a domain given twice the first stands. */
export function buildHostTable(
  hosts: readonly { readonly domains: readonly string[]; readonly host: VirtualHost }[],
): HostTable {
  const exact = new Map<string, VirtualHost>();
  const wildcards = new Map<string, VirtualHost>();
  for (const { domains, host } of hosts) {
    for (const domain of domains) {
      const lower = domain.toLowerCase();
      const into = isWildcard(lower) ? wildcards : exact;
      const key = isWildcard(lower) ? lower.slice(1) : lower;
      if (!into.has(key)) into.set(key, host);
    }
  }
  const sorted = [...wildcards].sort(([one], [other]) => other.length - one.length);
  return { exact, wildcards: sorted };
}

/** The virtual host of a Host header: the name itself, else the longest wildcard. */
export function lookUpHost(table: HostTable, header: string): VirtualHost | undefined {
  const host = header.toLowerCase();
  const exact = table.exact.get(host);
  if (exact !== undefined) return exact;
  return table.wildcards.find(
    ([suffix]) => host.length > suffix.length && host.endsWith(suffix),
  )?.[1];
}
