import type { Manifest } from '../../manifest/manifest';
import { isIpAddress } from './ip-address';
import type { Destinations } from './check-destination';
import { checkExportTo } from './check-export-to';
import { checkGatewayNames } from './check-gateway-names';
import { isClaim } from './check-http-match';
import { checkHttpRoute } from './check-http-route';
import { checkTcpRoute, checkTlsRoute, type Place } from './check-l4-routes';
import { refuse, type Complaint } from './complaint';
import { sniDomainFault, wildcardDomainFault } from './domain-name';
import { overlap } from './host-overlap';
import { at, count, entries, items, text, texts, type Spot } from './spot';
import { unreachableRules } from './unreachable-rules';

/** A VirtualService as Istio's webhook checks it. */
export function* checkVirtualService(spec: Spot, { metadata }: Manifest): Generator<Complaint> {
  const isConverted = metadata.annotations?.['internal.istio.io/route-semantics'] === 'gateway';
  const form: Destinations = isConverted ? 'converted' : 'user';
  const hosts = texts(at(spec, 'hosts'));
  const gateways = texts(at(spec, 'gateways'));
  const place: Place = gateways.length > 0 && !gateways.includes('mesh') ? 'gateway' : 'mesh';
  // without gateways, Istio takes the names of TLS rules as at a gateway
  const sniPlace: Place = gateways.includes('mesh') ? 'mesh' : 'gateway';

  if (hosts.length === 0) yield* checkDelegate(spec);
  yield* checkGatewayNames(at(spec, 'gateways'), form);
  if (place === 'mesh') yield* checkClaims(spec);
  yield* checkHosts(spec, place);
  if (['http', 'tcp', 'tls'].every((field) => count(at(spec, field)) === 0)) {
    yield refuse('istio-virtual-service', spec, 'has no rules', 'http, tcp or tls');
  }
  const role = hosts.length === 0 ? 'delegate' : 'own-hosts';
  for (const rule of items(at(spec, 'http'))) yield* checkHttpRoute(rule, role, form);
  for (const rule of items(at(spec, 'tls'))) yield* checkTlsRoute(rule, hosts, sniPlace, form);
  for (const rule of items(at(spec, 'tcp'))) yield* checkTcpRoute(rule, form);
  yield* checkExportTo(at(spec, 'exportTo'), metadata.namespace ?? 'default', 'plain');
  yield* unreachableRules(spec);
}

function* checkDelegate(spec: Spot): Generator<Complaint> {
  for (const field of ['gateways', 'tls', 'tcp']) {
    if (count(at(spec, field)) === 0) continue;
    const message = 'without hosts this is a delegate, which has HTTP rules only';
    yield refuse('istio-virtual-service', { ...at(spec, field), value: undefined }, message);
  }
}

/** Claims of tokens are looked at by gateways only. */
function* checkClaims(spec: Spot): Generator<Complaint> {
  for (const rule of items(at(spec, 'http'))) {
    for (const match of items(at(rule, 'match'))) {
      for (const field of ['headers', 'withoutHeaders']) {
        for (const [name, header] of entries(at(match, field))) {
          if (!isClaim(name)) continue;
          const message = `'${name}' is a claim of a token, which only gateways route by`;
          yield refuse('istio-http-match', { ...header, value: undefined }, message);
        }
      }
    }
  }
}

function* checkHosts(spec: Spot, place: Place): Generator<Complaint> {
  const hosts = items(at(spec, 'hosts'));
  const hasSni = items(at(spec, 'tls')).some((rule) =>
    items(at(rule, 'match')).some((match) => count(at(match, 'sniHosts')) > 0),
  );
  const faultOf = place === 'gateway' && hasSni ? sniDomainFault : wildcardDomainFault;
  let isSound = true;
  for (const host of hosts) {
    const fault = faultOf(text(host));
    if (fault === undefined) {
      if (place === 'gateway' || text(host) !== '*') continue;
      yield refuse('istio-hosts', host, 'every host, which only gateways take');
    } else if (isIpAddress(text(host))) {
      continue;
    } else {
      yield refuse('istio-hosts', host, `no host name: ${fault}`);
    }
    isSound = false;
  }
  if (!isSound) return;
  for (const [index, host] of hosts.entries()) {
    const taken = hosts.slice(0, index).find((other) => overlap(text(other), text(host)));
    if (taken === undefined) continue;
    yield refuse('istio-hosts', host, `the same as, or part of, '${text(taken)}' before it`);
  }
}
