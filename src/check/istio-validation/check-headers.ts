import { refuse, type Complaint } from './complaint';
import { headerValueFault } from './header-value-fault';
import { at, entries, isSet, items, text, type Spot } from './spot';

/** Changes of headers, of a rule or of a destination. */
export function* checkHeaders(headers: Spot): Generator<Complaint> {
  if (!isSet(headers)) return;
  const request = at(headers, 'request');
  const response = at(headers, 'response');
  for (const changed of [at(request, 'add'), at(request, 'set')]) {
    for (const [name, value] of entries(changed)) {
      yield* checkName(name, value, isInternal(name) && !isAuthority(name));
      yield* checkValue(value);
    }
  }
  for (const changed of [at(response, 'add'), at(response, 'set')]) {
    for (const [name, value] of entries(changed)) {
      yield* checkName(name, value, isInternal(name));
      yield* checkValue(value);
    }
  }
  for (const removed of [...items(at(request, 'remove')), ...items(at(response, 'remove'))]) {
    yield* checkName(text(removed), removed, isInternal(text(removed)));
  }
}

/** The authority of a request is written in one place. */
export function* checkAuthorityOnce(rule: Spot): Generator<Complaint> {
  const request = at(at(rule, 'headers'), 'request');
  if (!isSet(request)) return;
  let current = text(at(at(rule, 'rewrite'), 'authority'));
  for (const [name, value] of [...entries(at(request, 'set')), ...entries(at(request, 'add'))]) {
    if (!isAuthority(name)) continue;
    if (current !== '') {
      yield refuse('istio-http-headers', value, `the authority is already set, to '${current}'`);
      return;
    }
    current = text(value);
  }
}

function* checkName(name: string, spot: Spot, isForbidden: boolean): Generator<Complaint> {
  if (name === '') yield refuse('istio-http-headers', spot, 'a header without a name');
  else if (isForbidden) {
    yield refuse('istio-http-headers', spot, `the header '${name}' cannot be changed here`);
  }
}

function* checkValue(spot: Spot): Generator<Complaint> {
  const fault = headerValueFault(text(spot));
  if (fault !== undefined) yield refuse('istio-http-headers', spot, `a header value with ${fault}`);
}

function isInternal(name: string): boolean {
  return name.startsWith(':') || name.toLowerCase() === 'host';
}

function isAuthority(name: string): boolean {
  return [':authority', 'host'].includes(name.toLowerCase());
}
