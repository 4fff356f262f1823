import { refuse, type Complaint } from './complaint';
import { isLabel, partialWildcardFault, wildcardDomainFault } from './domain-name';
import { isIpAddress } from './ip-address';
import type { ValidationRuleId } from './rule-id';
import { text, type Spot } from './spot';

/** Who names hosts with their namespace: for a gateway the namespace may be left out. */
export type HostOwner = 'gateway' | 'converted-gateway' | 'sidecar';

/** A host with its namespace, `shop/web.example.com`. */
export function* checkNamespacedHost(
  rule: ValidationRuleId,
  spot: Spot,
  owner: HostOwner,
): Generator<Complaint> {
  const host = text(spot);
  const slash = host.indexOf('/');
  if (slash < 0) {
    if (owner !== 'sidecar') yield* checkHostName(rule, spot, host, owner);
    else yield refuse(rule, spot, 'no namespace', '<namespace>/<host>, */* for all');
    return;
  }
  const namespace = host.slice(0, slash);
  const isHidden = namespace === '~' && owner !== 'gateway';
  if (namespace !== '*' && namespace !== '.' && !isHidden && !isLabel(namespace)) {
    yield refuse(rule, spot, `'${namespace}' is no namespace`, '*, . or a name');
  }
  yield* checkHostName(rule, spot, host.slice(slash + 1), owner);
}

function* checkHostName(
  rule: ValidationRuleId,
  spot: Spot,
  host: string,
  owner: HostOwner,
): Generator<Complaint> {
  if (host !== '*' && !host.includes('.')) {
    yield refuse(rule, spot, 'a short name, which no one asks for here', 'the full name, or *');
    return;
  }
  const isAddress = owner !== 'sidecar' && isIpAddress(host);
  const fault = partialWildcardFault(host) ?? (isAddress ? undefined : wildcardDomainFault(host));
  if (fault !== undefined) yield refuse(rule, spot, `no host name: ${fault}`);
}
