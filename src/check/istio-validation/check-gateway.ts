import type { Manifest } from '../../manifest/manifest';
import { checkServerTls } from './check-server-tls';
import { checkPort } from './check-values';
import { mention, refuse, type Complaint } from './complaint';
import { isLabel } from './domain-name';
import { isIpAddress } from './ip-address';
import { checkNamespacedHost, type HostOwner } from './namespaced-host';
import { isTls, PROTOCOL_WORDS, protocolOf } from './protocol';
import { at, isSet, isTrue, items, number, text, topSpot, type Spot } from './spot';
import { unixPathFault } from './unix-path';

const RULE = 'istio-gateway-servers';

/** A Gateway of Istio as its webhook checks it. */
export function* checkGateway(spec: Spot, { metadata }: Manifest): Generator<Complaint> {
  const isConverted = metadata.annotations?.['internal.istio.io/gateway-semantics'] === 'gateway';
  if (!isLabel(metadata.name) && !isConverted) {
    const spot = at(topSpot('metadata', metadata), 'name');
    yield refuse(RULE, spot, 'no name of a gateway', 'letters, digits and dashes, no dots');
  }
  const servers = items(at(spec, 'servers'));
  if (servers.length === 0) yield refuse(RULE, at(spec, 'servers'), 'missing, and required');
  const names = new Set<string>();
  for (const server of servers) {
    yield* checkServer(server, isConverted ? 'converted-gateway' : 'gateway');
    const port = at(server, 'port');
    if (!isSet(port)) continue;
    const name = at(port, 'name');
    if (names.has(text(name)))
      yield refuse(RULE, name, 'a name that the port of another server has');
    names.add(text(name));
    const redirect = at(at(server, 'tls'), 'httpsRedirect');
    if (isTrue(redirect) && protocolOf(text(at(port, 'protocol'))) !== 'http') {
      yield mention('istio-gateway-tls', redirect, 'does nothing: only servers of HTTP redirect');
    }
  }
}

function* checkServer(server: Spot, owner: HostOwner): Generator<Complaint> {
  const hosts = items(at(server, 'hosts'));
  if (hosts.length === 0) {
    yield refuse('istio-gateway-hosts', at(server, 'hosts'), 'missing, and required');
  }
  for (const host of hosts) yield* checkNamespacedHost('istio-gateway-hosts', host, owner);
  const portFaults = [...checkServerPort(server)];
  yield* portFaults;
  yield* checkBind(server);
  const tls = at(server, 'tls');
  yield* checkServerTls(tls);
  if (portFaults.length === 0) yield* checkProtocol(server, tls);
}

function* checkServerPort(server: Spot): Generator<Complaint> {
  const port = at(server, 'port');
  if (!isSet(port)) {
    yield refuse(RULE, port, 'missing, and required');
    return;
  }
  const protocol = at(port, 'protocol');
  if (protocolOf(text(protocol)) === 'unknown') {
    yield refuse(RULE, protocol, 'no protocol that Istio knows', PROTOCOL_WORDS);
  }
  const number_ = at(port, 'number');
  const isUnix = text(at(server, 'bind')).startsWith('unix://');
  if (number(number_) > 0 || !isUnix) yield* checkPort(RULE, number_);
  if (number(at(port, 'targetPort')) > 0) {
    yield refuse(RULE, at(port, 'targetPort'), 'has no meaning at a gateway');
  }
  if (text(at(port, 'name')) === '') yield refuse(RULE, at(port, 'name'), 'missing, and required');
}

function* checkBind(server: Spot): Generator<Complaint> {
  const bind = at(server, 'bind');
  if (text(bind).startsWith('unix://')) {
    const fault = unixPathFault(text(bind));
    if (fault !== undefined) yield refuse(RULE, bind, fault);
    const port = at(at(server, 'port'), 'number');
    if (number(port) !== 0) yield refuse(RULE, port, 'a Unix socket has no port', '0');
  } else if (text(bind) !== '' && !isIpAddress(text(bind))) {
    yield refuse(RULE, bind, 'neither an address nor a Unix socket');
  }
}

/** TLS settings go with protocols of TLS; a server of plain HTTP may only redirect. */
function* checkProtocol(server: Spot, tls: Spot): Generator<Complaint> {
  const TLS = 'istio-gateway-tls';
  const protocol = protocolOf(text(at(at(server, 'port'), 'protocol')));
  if (isTls(protocol) && !isSet(tls)) {
    yield refuse(TLS, tls, 'missing, and required by the protocols HTTPS and TLS');
  }
  if (isTls(protocol) || !isSet(tls)) return;
  const bare = { ...tls, value: undefined };
  if (protocol !== 'http') {
    yield refuse(TLS, bare, 'the protocol of the port is not one of TLS', 'HTTPS or TLS');
  } else if (!isPassthrough(tls) || CERTIFICATES.some((field) => text(at(tls, field)) !== '')) {
    yield refuse(
      TLS,
      bare,
      'the protocol of the port is plain HTTP',
      'httpsRedirect alone, or HTTPS',
    );
  }
}

const CERTIFICATES = ['caCertificates', 'privateKey', 'serverCertificate'];

/** The mode that TLS settings without a mode have. */
function isPassthrough(tls: Spot): boolean {
  return ['', 'PASSTHROUGH', 'AUTO_PASSTHROUGH'].includes(text(at(tls, 'mode')));
}
