import type { Plan } from '../plan';
import { externalHosts } from './hosts';
import { isRecord, listOf, read, textOf } from './record';
import { disjointMatches } from './route-overlap';
import type { Occurrence } from './rule';
import { show } from './show';

/** What one release claims of one external host. */
interface HostClaim {
  readonly plan: Plan;
  /** Place of the plan among all of them. */
  readonly index: number;
  readonly host: string;
  /** Where the host is opened; two claims with a common one meet. */
  readonly gateways: readonly string[];
  /** Conditions of the base routes; undefined is a route without any. */
  readonly matches: readonly unknown[];
}

/** The hosts that two releases of one environment both answer for, at one gateway and for one request. */
export function findTakenHosts(plans: readonly Plan[]): readonly Occurrence[] {
  const claims = plans.flatMap(claimsOf);
  const byHost = new Map<string, HostClaim[]>();
  for (const claim of claims) {
    const key = keyOf(claim, claim.host);
    byHost.set(key, [...(byHost.get(key) ?? []), claim]);
  }
  return claims.flatMap((claim) =>
    hostsAbove(claim.host)
      .flatMap((host) => byHost.get(keyOf(claim, host)) ?? [])
      // claims on the same host find each other, and only the later one tells
      .filter((other) => other.host !== claim.host || other.index < claim.index)
      .filter((other) => other.plan !== claim.plan && meet(claim, other))
      .map((other) => occurrence(claim, other)),
  );
}

function claimsOf(plan: Plan, index: number): readonly HostClaim[] {
  const routes = listOf(read(plan.router, 'http') ?? [{}]);
  const matches = routes.flatMap((route) => {
    const own = listOf(read(route, 'match'));
    return own.length === 0 ? [undefined] : own;
  });
  const gateways = gatewaysOf(plan);
  return externalHosts(plan.router).map((host) => ({ plan, index, host, gateways, matches }));
}

/** A Gateway by its name; one that is created also by the pods and ports that it shares with others. */
function gatewaysOf(plan: Plan): readonly string[] {
  const gateway = read(plan.router, 'gateway');
  if (typeof gateway === 'string') return [gateway];
  if (!isRecord(gateway)) return [];
  const { selector, port = 80, tls } = gateway;
  const labels = isRecord(selector) ? Object.entries(selector).sort() : [];
  const ports = tls === undefined ? [port] : [port, 443];
  const name = `${textOf(plan.namespace) ?? ''}/${textOf(read(plan.names, 'gateway')) ?? ''}`;
  return [name, ...ports.map((number) => `${show(labels)}:${show(number)}`)];
}

/** The host and the wildcards that cover it. */
function hostsAbove(host: string): readonly string[] {
  const labels = (host.startsWith('*.') ? host.slice(2) : host).split('.');
  const wildcards = labels.map((_, index) => `*.${labels.slice(index).join('.')}`);
  return host.startsWith('*.') ? wildcards : [host, ...wildcards.slice(1)];
}

function keyOf({ plan }: HostClaim, host: string): string {
  return `${textOf(plan.environment) ?? ''} ${host}`;
}

function meet(one: HostClaim, other: HostClaim): boolean {
  return (
    one.gateways.some((gateway) => other.gateways.includes(gateway)) &&
    one.matches.some((match) => other.matches.some((its) => !disjointMatches(match, its)))
  );
}

function occurrence({ plan, host }: HostClaim, other: HostClaim): Occurrence {
  const hosts = host === other.host ? '' : `, by '${other.host}'`;
  return {
    at: plan.construct,
    message: `the release of ${other.plan.construct} answers the same requests at the same gateway${hosts}`,
    given: show(host),
  };
}
