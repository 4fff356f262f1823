import { isIpAddress, isIpSubnet } from './ip-address';
import { checkDestinations, type Destinations } from './check-destination';
import { checkGatewayNames } from './check-gateway-names';
import { checkLabels, checkPort } from './check-values';
import { mention, refusals, refuse, type Complaint } from './complaint';
import { sniDomainFault, wildcardDomainFault } from './domain-name';
import { isSubsetOf } from './host-overlap';
import type { ValidationRuleId } from './rule-id';
import { at, count, items, number, text, type Spot } from './spot';

/** Where a VirtualService applies: names that Istio makes are for gateways alone. */
export type Place = 'mesh' | 'gateway';

/** One TLS rule of a VirtualService: by SNI, which is one of its hosts. */
export function* checkTlsRoute(
  rule: Spot,
  hosts: readonly string[],
  place: Place,
  destinations: Destinations,
): Generator<Complaint> {
  const RULE = 'istio-tls-route';
  const matches = items(at(rule, 'match'));
  if (matches.length === 0) yield refuse(RULE, at(rule, 'match'), 'missing, and required');
  for (const match of matches) {
    const sniHosts = items(at(match, 'sniHosts'));
    if (sniHosts.length === 0) yield refuse(RULE, at(match, 'sniHosts'), 'missing, and required');
    for (const host of sniHosts) yield* checkSniHost(host, hosts, place);
    yield* checkL4Match(RULE, match);
  }
  yield* checkRoute(RULE, rule, destinations);
}

/** One TCP rule of a VirtualService. Istio tells no warnings of these. */
export function* checkTcpRoute(rule: Spot, destinations: Destinations): Generator<Complaint> {
  const RULE = 'istio-tcp-route';
  for (const match of items(at(rule, 'match'))) yield* refusals(checkL4Match(RULE, match));
  yield* checkRoute(RULE, rule, destinations);
}

function* checkSniHost(spot: Spot, hosts: readonly string[], place: Place): Generator<Complaint> {
  const host = text(spot);
  const fault = place === 'gateway' ? sniDomainFault(host) : wildcardDomainFault(host);
  if (fault !== undefined && isIpAddress(host)) {
    yield mention('istio-tls-route', spot, 'an address, which few clients send as SNI');
  } else if (fault !== undefined) {
    yield refuse('istio-tls-route', spot, `no host name: ${fault}`);
  } else if (!hosts.some((one) => isSubsetOf(host, one))) {
    const message = "not among the VirtualService's hosts";
    yield refuse('istio-tls-route', spot, message, hosts.join(', '));
  }
}

function* checkL4Match(rule: ValidationRuleId, match: Spot): Generator<Complaint> {
  for (const subnet of items(at(match, 'destinationSubnets'))) {
    if (!isIpSubnet(text(subnet))) yield refuse(rule, subnet, 'neither an address nor a range');
  }
  const port = at(match, 'port');
  if (number(port) !== 0) yield* checkPort(rule, port);
  yield* checkLabels(rule, at(match, 'sourceLabels'));
  yield* checkGatewayNames(at(match, 'gateways'), 'user');
}

function* checkRoute(
  rule: ValidationRuleId,
  route: Spot,
  destinations: Destinations,
): Generator<Complaint> {
  if (count(at(route, 'route')) === 0)
    yield refuse(rule, at(route, 'route'), 'missing, and required');
  yield* checkDestinations(at(route, 'route'), destinations);
}
