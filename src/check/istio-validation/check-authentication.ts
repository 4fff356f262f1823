import { checkSelector } from './check-selector';
import { checkTargets } from './check-targets';
import { checkDuration } from './check-values';
import { refuse, type Complaint } from './complaint';
import { at, count, entries, isSet, items, text, type Spot } from './spot';

/** A PeerAuthentication as Istio's webhook checks it. */
export function* checkPeerAuthentication(spec: Spot): Generator<Complaint> {
  const RULE = 'istio-peer-authentication';
  const ports = at(spec, 'portLevelMtls');
  const bare = { ...ports, value: undefined };
  if (isSet(ports) && count(ports) === 0) yield refuse(RULE, bare, 'without a port');
  if (count(ports) > 0 && count(at(at(spec, 'selector'), 'matchLabels')) === 0) {
    yield refuse(RULE, bare, 'only for selected workloads', 'a selector with labels');
  }
  for (const [port, mode] of entries(ports)) {
    const isPort = /^\d+$/u.test(port) && Number(port) >= 1 && Number(port) <= 65_535;
    if (!isPort) yield refuse(RULE, { ...mode, value: undefined }, `'${port}' is no port number`);
  }
  yield* checkSelector(at(spec, 'selector'));
}

/** A RequestAuthentication as Istio's webhook checks it. The keys of `jwks` are not read. */
export function* checkRequestAuthentication(spec: Spot): Generator<Complaint> {
  yield* checkTargets(TOKENS, spec);
  for (const rule of items(at(spec, 'jwtRules'))) yield* checkTokenRule(rule);
}

const TOKENS = 'istio-request-authentication';

function* checkTokenRule(rule: Spot): Generator<Complaint> {
  const uri = at(rule, 'jwksUri');
  if (text(at(rule, 'issuer')) === '' && text(uri) === '') {
    yield refuse(TOKENS, at(rule, 'issuer'), 'missing, and required without jwksUri');
  }
  if (text(uri) !== '' && !isWebAddress(text(uri))) {
    yield refuse(TOKENS, uri, 'no address of the web', 'http:// or https://');
  }
  const jwks = at(rule, 'jwks');
  if (text(jwks) !== '' && !isKeySet(text(jwks))) {
    yield refuse(TOKENS, { ...jwks, value: undefined }, 'no set of keys, a JSON object');
  }
  for (const field of ['audiences', 'fromParams', 'fromCookies']) {
    for (const value of items(at(rule, field))) {
      if (text(value) === '') yield refuse(TOKENS, value, 'empty');
    }
  }
  for (const header of items(at(rule, 'fromHeaders'))) {
    if (text(at(header, 'name')) === '') {
      yield refuse(TOKENS, at(header, 'name'), 'missing, and required');
    }
  }
  for (const output of items(at(rule, 'outputClaimToHeaders'))) {
    const [claim, header] = [at(output, 'claim'), at(output, 'header')];
    if (text(claim) === '' || text(header) === '') {
      yield refuse(TOKENS, output, 'needs both, a claim and a header');
    } else if (!/^[-A-Za-z0-9]+$/u.test(text(header))) {
      yield refuse(TOKENS, header, 'no name of a header', 'letters, digits and dashes');
    }
  }
  yield* checkDuration(TOKENS, at(rule, 'timeout'));
}

function isWebAddress(uri: string): boolean {
  if (!/^https?:/iu.test(uri)) return false;
  const [, port] = /^[^/]*\/\/[^/?#]*:([^/?#:\]]*)(?:[/?#]|$)/u.exec(uri) ?? [];
  return !/[\u0000-\u001f\u007f]/u.test(uri) && (port === undefined || /^\d*$/u.test(port));
}

function isKeySet(jwks: string): boolean {
  try {
    const read: unknown = JSON.parse(jwks);
    return typeof read === 'object' && read !== null && !Array.isArray(read);
  } catch {
    return false;
  }
}
