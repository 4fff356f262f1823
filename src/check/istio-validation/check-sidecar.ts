import type { Manifest } from '../../manifest/manifest';
import { checkConnectionPool } from './check-connection-pool';
import { checkDestination } from './check-destination';
import { checkSelectorLabels } from './check-selector';
import { checkEgress } from './check-sidecar-egress';
import { checkListenerPort } from './check-sidecar-port';
import { checkServerTls } from './check-server-tls';
import { mention, refuse, type Complaint } from './complaint';
import { domainFault } from './domain-name';
import { splitHostPort } from './host-and-port';
import { isTls, protocolOf } from './protocol';
import { at, count, isSet, isTrue, items, number, text, type Spot } from './spot';
import { unixPathFault } from './unix-path';

const RULE = 'istio-sidecar';

/** A Sidecar as Istio's webhook checks it. */
export function* checkSidecar(spec: Spot, { metadata }: Manifest): Generator<Complaint> {
  const selector = at(spec, 'workloadSelector');
  const selectorFaults = [...checkSelectorLabels(at(selector, 'labels'))];
  yield* selectorFaults;
  if (selectorFaults.length > 0) return;
  if (isSet(selector) && count(at(selector, 'labels')) === 0) {
    yield mention(RULE, selector, 'without labels, so it is for every workload of the namespace');
  }
  const parts = ['egress', 'ingress', 'outboundTrafficPolicy', 'inboundConnectionPool'];
  if (!parts.some((field) => isSet(at(spec, field)))) {
    yield refuse(RULE, spec, 'says nothing', parts.join(', '));
    return;
  }
  const ports = new Set<number>();
  for (const listener of items(at(spec, 'ingress'))) {
    const port = at(at(listener, 'port'), 'number');
    yield* checkIngress(listener);
    if (!isSet(at(listener, 'port'))) continue;
    if (ports.has(number(port))) yield refuse(RULE, port, 'a port that another listener has');
    ports.add(number(port));
  }
  yield* checkConnectionPool(at(spec, 'inboundConnectionPool'));
  yield* checkEgress(at(spec, 'egress'), metadata.namespace ?? 'default');
  yield* checkOutbound(at(spec, 'outboundTrafficPolicy'));
}

function* checkIngress(listener: Spot): Generator<Complaint> {
  const port = at(listener, 'port');
  if (!isSet(port)) {
    yield refuse(RULE, port, 'missing, and required');
    return;
  }
  yield* checkListenerPort(listener);
  yield* checkDefaultEndpoint(at(listener, 'defaultEndpoint'));
  const protocol = protocolOf(text(at(port, 'protocol')));
  const tls = at(listener, 'tls');
  if (isSet(tls)) {
    for (const field of FOREIGN_TLS.filter(
      (one) => count(at(tls, one)) > 0 || isTrue(at(tls, one)) || text(at(tls, one)) !== '',
    )) {
      yield refuse(RULE, { ...at(tls, field), value: undefined }, 'is not supported in a sidecar');
    }
    const mode = at(tls, 'mode');
    if (['ISTIO_MUTUAL', 'AUTO_PASSTHROUGH'].includes(text(mode))) {
      yield refuse(RULE, mode, 'no mode of a sidecar');
    }
    if (!isTls(protocol))
      yield refuse(RULE, { ...tls, value: undefined }, 'the port is not of TLS', 'HTTPS or TLS');
    yield* checkServerTls(tls);
  }
  const pool = at(listener, 'connectionPool');
  yield* checkConnectionPool(pool);
  if (isSet(at(pool, 'http')) && protocol !== 'http') {
    yield mention(RULE, at(pool, 'http'), 'has no effect: the port is not of HTTP');
  }
}

const FOREIGN_TLS = [
  'subjectAltNames',
  'httpsRedirect',
  'credentialName',
  'credentialNames',
  'tlsCertificates',
];

function* checkDefaultEndpoint(endpoint: Spot): Generator<Complaint> {
  const address = text(endpoint);
  if (address === '') return;
  if (address.startsWith('unix://')) {
    const fault = unixPathFault(address);
    if (fault !== undefined) yield refuse(RULE, endpoint, fault);
    return;
  }
  const parts = splitHostPort(address);
  const isLocal = parts !== undefined && LOCAL.has(parts.host);
  const port = /^[+-]?\d+$/u.test(parts?.port ?? '') ? Number(parts?.port) : 0;
  if (isLocal && port >= 1 && port <= 65_535) return;
  yield refuse(
    RULE,
    endpoint,
    'no address of the pod itself',
    '127.0.0.1:<port>, 0.0.0.0:<port>, unix:///<path>',
  );
}

const LOCAL: ReadonlySet<string> = new Set(['', '127.0.0.1', '0.0.0.0', '::1', '::']);

function* checkOutbound(policy: Spot): Generator<Complaint> {
  const proxy = at(policy, 'egressProxy');
  if (!isSet(proxy)) return;
  if (text(at(policy, 'mode')) !== 'ALLOW_ANY') {
    yield refuse(RULE, { ...proxy, value: undefined }, 'only with mode ALLOW_ANY');
    return;
  }
  const fault = domainFault(text(at(proxy, 'host')));
  if (fault !== undefined) yield refuse(RULE, at(proxy, 'host'), `no host name: ${fault}`);
  if (isSet(at(proxy, 'port'))) yield* checkDestination(proxy);
  else yield refuse(RULE, at(proxy, 'port'), 'missing, and required');
}
