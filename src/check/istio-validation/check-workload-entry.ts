import { checkLabels, checkPort } from './check-values';
import { mention, refuse, type Complaint } from './complaint';
import { domainFault, isLabel } from './domain-name';
import { isIpAddress } from './ip-address';
import type { ValidationRuleId } from './rule-id';
import { at, count, entries, text, type Spot } from './spot';
import { unixPathFault } from './unix-path';

/** What a workload's address may be: with static resolution it is no name. */
export type Addresses = 'names-too' | 'addresses-only';

/** A WorkloadEntry as Istio's webhook checks it. */
export function* checkWorkloadEntry(spec: Spot): Generator<Complaint> {
  yield* checkWorkload('istio-workload-entry', spec, undefined, 'names-too');
}

/** A workload, on its own or as an endpoint of a ServiceEntry with ports of these names. */
export function* checkWorkload(
  rule: ValidationRuleId,
  workload: Spot,
  servicePorts: ReadonlySet<string> | undefined,
  addresses: Addresses,
): Generator<Complaint> {
  const address = at(workload, 'address');
  const network = text(at(workload, 'network'));
  if (text(address) === '' && network === '') {
    yield refuse(rule, address, 'missing, and required');
    return;
  }
  if (text(address) === '') yield mention(rule, address, `missing, with the network '${network}'`);
  const isUnix = text(address).startsWith('unix://');
  if (isUnix) yield* checkUnix(rule, workload, servicePorts);
  else if (text(address) !== '' && !isIpAddress(text(address))) {
    const isName = addresses === 'names-too' && domainFault(text(address)) === undefined;
    if (!isName) {
      const allowed = addresses === 'names-too' ? 'an address or a full host name' : 'an address';
      yield refuse(rule, address, 'no address of a workload', allowed);
    }
  }
  yield* checkEndpointPorts(rule, workload, servicePorts);
  yield* checkLabels(rule, at(workload, 'labels'));
}

/** The ports of an endpoint, by the names of the ServiceEntry's. */
export function* checkEndpointPorts(
  rule: ValidationRuleId,
  workload: Spot,
  servicePorts: ReadonlySet<string> | undefined,
): Generator<Complaint> {
  for (const [name, port] of entries(at(workload, 'ports'))) {
    if (servicePorts?.has(name) === false) {
      yield refuse(
        rule,
        port,
        `no port '${name}' of the ServiceEntry`,
        [...servicePorts].join(', '),
      );
    }
    if (!isLabel(name)) yield refuse(rule, port, `'${name}' is no name of a port`);
    yield* checkPort(rule, port);
  }
}

function* checkUnix(
  rule: ValidationRuleId,
  workload: Spot,
  servicePorts: ReadonlySet<string> | undefined,
): Generator<Complaint> {
  const address = at(workload, 'address');
  const fault = unixPathFault(text(address));
  if (fault !== undefined) yield refuse(rule, address, fault);
  const ports = at(workload, 'ports');
  if (count(ports) > 0)
    yield refuse(rule, { ...ports, value: undefined }, 'a Unix socket has none');
  if (servicePorts !== undefined && servicePorts.size !== 1) {
    yield refuse(rule, address, 'a Unix socket needs a ServiceEntry with one port');
  }
}
