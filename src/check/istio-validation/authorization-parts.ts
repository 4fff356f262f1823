import { refuse, type Complaint } from './complaint';
import { isIpAddress, isIpRange } from './ip-address';
import { pathTemplateFault } from './path-template-fault';
import { at, count, entries, items, text, texts, type Spot } from './spot';

const RULE = 'istio-authorization-policy';

/** Who a rule is about. */
export function* checkSource(source: Spot): Generator<Complaint> {
  yield* checkSaysSomething(source);
  const isGiven = (fields: readonly string[]): boolean =>
    fields.some((field) => count(at(source, field)) > 0);
  if (
    isGiven(ACCOUNTS) &&
    isGiven(['principals', 'notPrincipals', 'namespaces', 'notNamespaces'])
  ) {
    const message = 'accounts exclude principals and namespaces';
    yield refuse(RULE, { ...source, value: undefined }, message);
  }
  for (const [field, values] of entries(source)) {
    if (ACCOUNTS.includes(field)) yield* checkAccounts(values);
    else yield* checkNotEmpty(values);
    if (/ipBlocks$/iu.test(field)) yield* checkIps(values);
  }
}

const ACCOUNTS = ['serviceAccounts', 'notServiceAccounts'];

/** What a rule is about. */
export function* checkOperation(operation: Spot): Generator<Complaint> {
  yield* checkSaysSomething(operation);
  for (const [field, values] of entries(operation)) {
    yield* checkNotEmpty(values);
    if (/ports$/iu.test(field)) yield* checkPorts(values);
    if (!/paths$/iu.test(field)) continue;
    for (const path of items(values)) {
      const fault = pathTemplateFault(text(path));
      if (fault !== undefined) yield refuse(RULE, path, fault);
    }
  }
}

/** Conditions of a rule on attributes of a request. */
export function* checkConditions(when: Spot): Generator<Complaint> {
  for (const condition of items(when)) {
    const key = at(condition, 'key');
    const lists = [at(condition, 'values'), at(condition, 'notValues')];
    if (text(key) === '') yield refuse(RULE, key, 'missing, and required');
    else if (lists.every((list) => count(list) === 0)) {
      yield refuse(RULE, condition, `no values for '${text(key)}'`, 'values or notValues');
    } else {
      yield* checkKey(key);
      for (const list of lists) yield* checkValues(text(key), list);
    }
  }
}

function* checkKey(key: Spot): Generator<Complaint> {
  const name = text(key);
  if (MAPS.some((prefix) => name.startsWith(prefix))) {
    const isIndexed = /^[^[]+\[.+\]$/su.test(name);
    if (!isIndexed) yield refuse(RULE, key, 'names no entry of the map', `${name}[<name>]`);
  } else if (!ATTRIBUTES.has(name)) {
    yield refuse(RULE, key, 'no attribute that Istio knows');
  }
}

function* checkValues(name: string, values: Spot): Generator<Complaint> {
  yield* checkNotEmpty(values);
  if (['source.ip', 'remote.ip', 'destination.ip'].includes(name)) yield* checkIps(values);
  else if (name === 'destination.port') yield* checkPorts(values);
  else if (name === 'source.serviceAccount') yield* checkAccounts(values);
}

const MAPS = [
  'request.headers',
  'request.experimental.inline.headers',
  'request.auth.claims',
  'experimental.envoy.filters.',
];

const ATTRIBUTES: ReadonlySet<string> = new Set([
  'source.ip',
  'remote.ip',
  'destination.ip',
  'destination.port',
  'source.serviceAccount',
  'source.namespace',
  'source.principal',
  'source.trustDomain',
  'request.auth.principal',
  'request.auth.audiences',
  'request.auth.presenter',
  'connection.sni',
]);

function* checkSaysSomething(spot: Spot): Generator<Complaint> {
  if (count(spot) === 0) yield refuse(RULE, spot, 'says nothing');
}

function* checkNotEmpty(values: Spot): Generator<Complaint> {
  for (const value of items(values)) if (text(value) === '') yield refuse(RULE, value, 'empty');
}

function* checkIps(values: Spot): Generator<Complaint> {
  for (const value of items(values)) {
    const isKnown = text(value).includes('/') ? isIpRange(text(value)) : isIpAddress(text(value));
    if (!isKnown) yield refuse(RULE, value, 'neither an address nor a range');
  }
}

function* checkPorts(values: Spot): Generator<Complaint> {
  for (const value of items(values)) {
    if (/^\d+$/u.test(text(value)) && Number(text(value)) <= 65_535) continue;
    yield refuse(RULE, value, 'no port number', '0 to 65535');
  }
}

function* checkAccounts(values: Spot): Generator<Complaint> {
  if (texts(values).length > 16) {
    yield refuse(RULE, { ...values, value: undefined }, 'too many accounts', 'at most 16');
  }
  for (const value of items(values)) {
    if (/^[^*/]+(?:\/[^*/]+)?$/u.test(text(value)) && text(value).length <= 320) continue;
    yield refuse(RULE, value, 'no service account', '<name> or <namespace>/<name>');
  }
}
