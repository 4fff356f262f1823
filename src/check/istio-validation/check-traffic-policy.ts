import { checkClientTls } from './check-client-tls';
import { checkConnectionPool } from './check-connection-pool';
import { checkLoadBalancer } from './check-load-balancer';
import { checkOutlierDetection } from './check-outlier-detection';
import { checkPort } from './check-values';
import { refusals, refuse, type Complaint } from './complaint';
import { domainFault } from './domain-name';
import { isIpAddress } from './ip-address';
import { at, isSet, items, text, type Spot } from './spot';

const RULE = 'istio-traffic-policy';

/** How traffic to a host or a subset is treated. */
export function* checkTrafficPolicy(policy: Spot, namespace: string): Generator<Complaint> {
  if (!isSet(policy)) return;
  const [tunnel, proxyProtocol] = [at(policy, 'tunnel'), at(policy, 'proxyProtocol')];
  if (![...PORT_POLICIES, ...HOST_POLICIES].some((field) => isSet(at(policy, field)))) {
    yield refuse(RULE, policy, 'says nothing', [...PORT_POLICIES, ...HOST_POLICIES].join(', '));
    return;
  }
  if (isSet(tunnel) && isSet(proxyProtocol)) {
    yield refuse(RULE, proxyProtocol, "excluded by the policy's tunnel");
    return;
  }
  yield* checkPolicies(policy, namespace);
  // Istio tells no warnings of single ports
  for (const port of items(at(policy, 'portLevelSettings'))) {
    yield* refusals(checkPortPolicy(port, namespace));
  }
  if (isSet(tunnel)) yield* checkTunnel(tunnel);
  const version = at(proxyProtocol, 'version');
  if (isSet(version) && !['V1', 'V2'].includes(text(version))) {
    yield refuse(RULE, version, 'no version of the PROXY protocol', 'V1 or V2');
  }
}

const PORT_POLICIES = ['loadBalancer', 'connectionPool', 'outlierDetection', 'tls'];
const HOST_POLICIES = ['portLevelSettings', 'tunnel', 'proxyProtocol', 'retryBudget'];

function* checkPortPolicy(policy: Spot, namespace: string): Generator<Complaint> {
  if (!isSet(at(policy, 'port'))) yield refuse(RULE, at(policy, 'port'), 'missing, and required');
  if (PORT_POLICIES.some((field) => isSet(at(policy, field))))
    yield* checkPolicies(policy, namespace);
  else yield refuse(RULE, policy, 'says nothing', PORT_POLICIES.join(', '));
}

function* checkPolicies(policy: Spot, namespace: string): Generator<Complaint> {
  const outlier = at(policy, 'outlierDetection');
  yield* checkOutlierDetection(outlier);
  yield* checkConnectionPool(at(policy, 'connectionPool'));
  yield* checkLoadBalancer(at(policy, 'loadBalancer'), outlier);
  yield* checkClientTls(at(policy, 'tls'), namespace);
}

function* checkTunnel(tunnel: Spot): Generator<Complaint> {
  const protocol = at(tunnel, 'protocol');
  if (!['', 'CONNECT', 'POST'].includes(text(protocol))) {
    yield refuse(RULE, protocol, 'no protocol of a tunnel', 'CONNECT or POST');
  }
  const host = at(tunnel, 'targetHost');
  if (domainFault(text(host)) !== undefined && !isIpAddress(text(host))) {
    yield refuse(RULE, host, 'neither a host name nor an address');
  }
  yield* checkPort(RULE, at(tunnel, 'targetPort'));
}
