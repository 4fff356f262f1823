import { complain, complainOf } from './complain';
import { HOST_FORM, hostFault, hostsOverlap } from './hosts';
import { isDnsSubdomain } from './kubernetes-names';
import { listOf, textOf } from './record';
import type { Occurrence, PlanRule } from './rule';
import { field, isGiven, items, planSpot, type Spot } from './spot';

/** Rules on external hosts. */
export const hostRules: readonly PlanRule[] = [
  {
    id: 'host-invalid',
    severity: 'error',
    title: 'hosts and the cluster domain are DNS names',
    why: 'A host is compared with the Host header of each request. One with a scheme, a port or a path matches no request, or Istio refuses it: users get 404.',
    fix: `write ${HOST_FORM}`,
    find: ({ input }) => {
      const hosts = hostsSpot(input);
      const domain = field(planSpot(input), 'router', 'clusterDomain');
      return [
        ...(isGiven(hosts) && !Array.isArray(hosts.value)
          ? [complain(hosts, 'not a list of hosts')]
          : []),
        ...items(hosts).flatMap(findBadHost),
        ...(isGiven(domain) && !isDnsSubdomain(textOf(domain.value) ?? '')
          ? [complain(domain, 'not a DNS name', { allowed: "a name such as 'cluster.local'" })]
          : []),
      ];
    },
  },
  {
    id: 'host-repeated',
    severity: 'error',
    title: 'no request is for two hosts of the list',
    why: 'Istio refuses a VirtualService that lists a host twice, by name or by a wildcard, while the rest of the phase is applied.',
    fix: 'remove one of the two; a wildcard covers every name below it',
    find: ({ input }) => findRepeated(items(hostsSpot(input))),
  },
  {
    id: 'hosts-without-gateway',
    severity: 'error',
    title: 'external hosts have a gateway',
    why: 'Requests from outside arrive at a gateway. Without one the hosts lead nowhere, and users get 404.',
    fix: "write gateway: { selector: { istio: 'ingressgateway' } }, or the 'namespace/name' of one that exists",
    find: ({ input }) => {
      if (listOf(hostsSpot(input).value).length === 0) return [];
      const gateway = gatewaySpot(input);
      return isGiven(gateway) ? [] : [complainOf(gateway, 'external hosts, but no gateway')];
    },
  },
  {
    id: 'gateway-without-hosts',
    severity: 'error',
    title: 'a gateway and base routes at it have hosts',
    why: 'A gateway answers for the hosts that are named, and for no others: without hosts, all that the plan says about callers from outside has no effect, and they get 404.',
    fix: 'name the hosts in `router.hosts`, or remove the gateway; `router.mesh.http` is for callers in the mesh',
    find: ({ input }) => {
      const hosts = hostsSpot(input);
      const none = !isGiven(hosts) || (Array.isArray(hosts.value) && hosts.value.length === 0);
      if (!none) return [];
      return [gatewaySpot(input), field(planSpot(input), 'router', 'http')]
        .filter(isGiven)
        .map((spot) => complainOf(spot, 'for external hosts, but there are none'));
    },
  },
];

function hostsSpot(input: unknown): Spot {
  return field(planSpot(input), 'router', 'hosts');
}

function gatewaySpot(input: unknown): Spot {
  return field(planSpot(input), 'router', 'gateway');
}

function findBadHost(host: Spot): readonly Occurrence[] {
  const fault = typeof host.value === 'string' ? hostFault(host.value) : 'not a text';
  if (fault === undefined) return [];
  const fix = fixOf(host.value);
  return [complain(host, fault, { allowed: HOST_FORM, ...(fix === undefined ? {} : { fix }) })];
}

/** The host within a URL, where that is what was written. */
function fixOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const host = value
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/[:/].*$/s, '')
    .toLowerCase();
  return host !== value && hostFault(host) === undefined ? `write '${host}'` : undefined;
}

function findRepeated(hosts: readonly Spot[]): readonly Occurrence[] {
  return hosts.flatMap((host, index) => {
    const text = textOf(host.value)?.toLowerCase();
    if (text === undefined) return [];
    const other = hosts.slice(0, index).find(({ value }) => {
      const earlier = textOf(value)?.toLowerCase();
      return earlier !== undefined && hostsOverlap(earlier, text);
    });
    if (other === undefined) return [];
    return [complain(host, `requests for it are requests for ${other.path} too`)];
  });
}
