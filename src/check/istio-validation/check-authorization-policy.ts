import { checkConditions, checkOperation, checkSource } from './authorization-parts';
import { checkTargets } from './check-targets';
import { mention, refuse, type Complaint } from './complaint';
import { at, count, isSet, items, text, type Spot } from './spot';

const RULE = 'istio-authorization-policy';

/** An AuthorizationPolicy as Istio's webhook checks it. */
export function* checkAuthorizationPolicy(spec: Spot): Generator<Complaint> {
  yield* checkTargets(RULE, spec);
  const action = text(at(spec, 'action')) || 'ALLOW';
  const rules = items(at(spec, 'rules'));
  const provider = at(spec, 'provider');
  if (rules.length === 0 && (action === 'CUSTOM' || action === 'DENY')) {
    const message = `missing: without rules, ${action} is never used`;
    yield refuse(RULE, at(spec, 'rules'), message, 'an empty rule, {}, for every request');
  } else if (action === 'CUSTOM' && text(at(provider, 'name')) === '') {
    yield refuse(RULE, at(provider, 'name'), 'missing, and required by action CUSTOM');
  }
  if (isSet(provider) && action !== 'CUSTOM') {
    yield refuse(RULE, provider, `excluded by action ${action}`, 'action CUSTOM');
  }
  for (const rule of rules) {
    if (action === 'CUSTOM') yield* checkCustom(rule);
    yield* checkRule(rule, action);
  }
}

function* checkRule(rule: Spot, action: string): Generator<Complaint> {
  const sources = items(at(rule, 'from')).map((from) => at(from, 'source'));
  const operations = items(at(rule, 'to')).map((to) => at(to, 'operation'));
  for (const source of sources) {
    if (isSet(source)) yield* checkSource(source);
    else yield refuse(RULE, source, 'missing, and required');
  }
  for (const operation of operations) {
    if (isSet(operation)) yield* checkOperation(operation);
    else yield refuse(RULE, operation, 'missing, and required');
  }
  yield* checkConditions(at(rule, 'when'));
  if (action !== 'DENY') return;
  const hasFrom = sources.some(isSet);
  const hasTo = operations.some(isSet);
  const isOfHttp = hasTo
    ? !operations.some((one) => isGiven(one, TCP_OPERATIONS))
    : hasFrom && !sources.some((one) => isGiven(one, TCP_SOURCES));
  if (isOfHttp) {
    const message = 'speaks of HTTP alone, so all other TCP is denied';
    yield mention(RULE, { ...rule, value: undefined }, message, 'with ports of HTTP');
  }
}

const TCP_OPERATIONS = ['ports', 'notPorts'];
const TCP_SOURCES = [
  'principals',
  'notPrincipals',
  'ipBlocks',
  'notIpBlocks',
  'namespaces',
  'notNamespaces',
  'remoteIpBlocks',
  'notRemoteIpBlocks',
  'serviceAccounts',
  'notServiceAccounts',
];

/** An external authorizer is asked before the caller's identity is looked at. */
function* checkCustom(rule: Spot): Generator<Complaint> {
  for (const from of items(at(rule, 'from'))) {
    for (const field of IDENTITIES) {
      const given = at(at(from, 'source'), field);
      if (count(given) === 0) continue;
      yield refuse(RULE, { ...given, value: undefined }, 'is not supported by action CUSTOM');
    }
  }
  for (const condition of items(at(rule, 'when'))) {
    const key = at(condition, 'key');
    const isIdentity = ['source.namespace', 'source.serviceAccount', 'source.principal'];
    if (isIdentity.includes(text(key)) || text(key).startsWith('request.auth.')) {
      yield refuse(RULE, key, 'is not supported by action CUSTOM');
    }
  }
}

const IDENTITIES = [
  'namespaces',
  'notNamespaces',
  'serviceAccounts',
  'notServiceAccounts',
  'principals',
  'notPrincipals',
  'requestPrincipals',
  'notRequestPrincipals',
];

function isGiven(spot: Spot, fields: readonly string[]): boolean {
  return fields.some((field) => count(at(spot, field)) > 0);
}
