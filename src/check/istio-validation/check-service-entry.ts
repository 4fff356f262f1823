import type { Manifest } from '../../manifest/manifest';
import { checkExportTo } from './check-export-to';
import { checkSelectorLabels } from './check-selector';
import { checkLabels, checkPort } from './check-values';
import { checkEndpointPorts, checkWorkload } from './check-workload-entry';
import { mention, refuse, type Complaint } from './complaint';
import { domainFault, isLabel, partialWildcardFault, wildcardDomainFault } from './domain-name';
import { isIpAddress, isIpSubnet } from './ip-address';
import { isTcp, isTls, protocolOf, PROTOCOL_WORDS } from './protocol';
import { at, count, isSet, items, number, text, texts, type Spot } from './spot';

const RULE = 'istio-service-entry';

/** A ServiceEntry as Istio's webhook checks it. */
export function* checkServiceEntry(spec: Spot, { metadata }: Manifest): Generator<Complaint> {
  const selector = at(spec, 'workloadSelector');
  const selectorFaults = [...checkSelectorLabels(at(selector, 'labels'))];
  yield* selectorFaults;
  if (selectorFaults.length > 0) return;
  if (isSet(selector) && count(at(selector, 'labels')) === 0) {
    yield mention(RULE, selector, 'without labels, so it selects every workload');
  }
  if (isSet(selector) && count(at(spec, 'endpoints')) > 0) {
    yield refuse(
      RULE,
      { ...at(spec, 'endpoints'), value: undefined },
      'excluded by workloadSelector',
    );
  }
  yield* checkHosts(spec);
  yield* checkAddresses(spec);
  yield* checkPorts(spec, metadata);
  yield* checkResolution(spec);
  yield* checkSeveralHosts(spec);
  yield* checkExportTo(at(spec, 'exportTo'), metadata.namespace ?? 'default', 'service-entry');
}

function* checkHosts(spec: Spot): Generator<Complaint> {
  const hosts = items(at(spec, 'hosts'));
  if (hosts.length === 0) yield refuse(RULE, at(spec, 'hosts'), 'missing, and required');
  for (const host of hosts) {
    const fault = text(host) === '*' ? 'every host' : wildcardDomainFault(text(host));
    if (fault !== undefined) yield refuse(RULE, host, `no host name: ${fault}`);
    const partial = partialWildcardFault(text(host));
    if (partial !== undefined) yield mention(RULE, host, partial);
  }
}

function* checkAddresses(spec: Spot): Generator<Complaint> {
  const resolution = text(at(spec, 'resolution')) || 'NONE';
  for (const address of items(at(spec, 'addresses'))) {
    if (!isIpSubnet(text(address))) yield refuse(RULE, address, 'neither an address nor a range');
    if (text(address).includes('/') && !['NONE', 'STATIC'].includes(resolution)) {
      yield refuse(
        RULE,
        address,
        `a range, excluded by resolution ${resolution}`,
        'NONE or STATIC',
      );
    }
  }
}

function* checkPorts(spec: Spot, metadata: Manifest['metadata']): Generator<Complaint> {
  const [names, numbers] = [new Set<string>(), new Set<number>()];
  const hasAddress = count(at(spec, 'addresses')) > 0 || isAllocated(spec, metadata);
  for (const port of items(at(spec, 'ports'))) {
    const [name, own, protocol] = [at(port, 'name'), at(port, 'number'), at(port, 'protocol')];
    if (names.has(text(name))) yield refuse(RULE, name, 'a name that another port has');
    if (numbers.has(number(own))) yield refuse(RULE, own, 'a number that another port has');
    names.add(text(name));
    numbers.add(number(own));
    const target = at(port, 'targetPort');
    if (number(target) !== 0) yield* checkPort(RULE, target);
    if (!hasAddress && ['', 'TCP'].includes(text(protocol))) {
      yield mention(RULE, port, 'TCP without addresses cannot be told from other TCP');
    }
    if (!isLabel(text(name))) yield refuse(RULE, name, 'no name of a port');
    if (text(protocol) !== '' && protocolOf(text(protocol)) === 'unknown') {
      yield refuse(RULE, protocol, 'no protocol that Istio knows', PROTOCOL_WORDS);
    }
    yield* checkPort(RULE, own);
  }
}

/** Istio gives an entry an address of its own, unless it resolves nothing or a label says no. */
function isAllocated(spec: Spot, { labels }: Manifest['metadata']): boolean {
  const wanted = labels?.['networking.istio.io/enable-autoallocate-ip'];
  return (text(at(spec, 'resolution')) || 'NONE') !== 'NONE' && wanted?.toLowerCase() !== 'false';
}

function* checkResolution(spec: Spot): Generator<Complaint> {
  const resolution = at(spec, 'resolution');
  const endpoints = items(at(spec, 'endpoints'));
  const names = new Set(items(at(spec, 'ports')).map((port) => text(at(port, 'name'))));
  switch (text(resolution) || 'NONE') {
    case 'NONE':
      if (endpoints.length > 0) {
        const spot = { ...at(spec, 'endpoints'), value: undefined };
        yield refuse(RULE, spot, 'excluded by resolution NONE, the default', 'STATIC or DNS');
      }
      if (isSet(at(spec, 'workloadSelector'))) {
        yield mention(RULE, at(spec, 'workloadSelector'), 'has no effect with resolution NONE');
      }
      return;
    case 'STATIC':
      for (const one of endpoints) yield* checkWorkload(RULE, one, names, 'addresses-only');
      return;
    case 'DNS':
    case 'DNS_ROUND_ROBIN':
      yield* checkDns(spec, names);
      return;
    case 'DYNAMIC_DNS':
      return;
    default:
      yield refuse(RULE, resolution, 'no kind of resolution');
  }
}

function* checkDns(spec: Spot, ports: ReadonlySet<string>): Generator<Complaint> {
  const endpoints = items(at(spec, 'endpoints'));
  for (const host of endpoints.length === 0 ? items(at(spec, 'hosts')) : []) {
    if (domainFault(text(host)) === undefined) continue;
    yield refuse(RULE, host, 'without endpoints DNS is asked for it', 'a full host name');
  }
  if (text(at(spec, 'resolution')) === 'DNS_ROUND_ROBIN' && endpoints.length > 1) {
    const spot = { ...at(spec, 'endpoints'), value: undefined };
    yield refuse(RULE, spot, `${endpoints.length} of them with DNS_ROUND_ROBIN`, 'at most 1');
  }
  for (const endpoint of endpoints) {
    const address = at(endpoint, 'address');
    if (!isIpAddress(text(address)) && domainFault(text(address)) !== undefined) {
      yield refuse(RULE, address, 'neither an address nor a full host name');
    }
    yield* checkLabels(RULE, at(endpoint, 'labels'));
    yield* checkEndpointPorts(RULE, endpoint, ports);
  }
  const hasTcp = items(at(spec, 'ports')).some((port) =>
    isTcp(protocolOf(text(at(port, 'protocol')))),
  );
  if (count(at(spec, 'addresses')) > 0 && hasTcp && texts(at(spec, 'hosts')).length > 1) {
    const spot = { ...at(spec, 'hosts'), value: undefined };
    yield mention(RULE, spot, 'several, with addresses and a port of TCP', 'one host');
  }
}

/** Plain TCP says nothing of the host that it is for. */
function* checkSeveralHosts(spec: Spot): Generator<Complaint> {
  const resolution = text(at(spec, 'resolution')) || 'NONE';
  if (resolution === 'NONE' || count(at(spec, 'hosts')) < 2) return;
  for (const port of items(at(spec, 'ports'))) {
    const protocol = protocolOf(text(at(port, 'protocol')));
    if (protocol === 'http' || isTls(protocol)) continue;
    yield refuse(
      RULE,
      at(port, 'protocol'),
      'several hosts cannot be told apart',
      'HTTP, HTTPS, TLS',
    );
    return;
  }
}
