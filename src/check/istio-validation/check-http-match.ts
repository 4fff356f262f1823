import { checkGatewayNames } from './check-gateway-names';
import { checkRegexMatch, checkStringMatch } from './check-string-match';
import { checkLabels, checkPort } from './check-values';
import { refusals, refuse, type Complaint } from './complaint';
import { isLabel } from './domain-name';
import { at, entries, number, text, type Spot } from './spot';

const RULE = 'istio-http-match';

/** One set of conditions of an HTTP rule. */
export function* checkHttpMatch(match: Spot): Generator<Complaint> {
  for (const [name, header] of entries(at(match, 'headers'))) {
    yield* checkHeaderName(name, header);
    yield* checkStringMatch(RULE, header);
  }
  for (const [name, header] of entries(at(match, 'withoutHeaders'))) {
    yield* checkHeaderName(name, header);
    // not an expression: it stands for any value
    if (text(at(header, 'regex')) !== '*') yield* checkStringMatch(RULE, header);
  }
  yield* checkRegexMatch(RULE, at(match, 'uri'));
  for (const field of ['scheme', 'method', 'authority']) {
    yield* checkStringMatch(RULE, at(match, field));
  }
  for (const [, parameter] of entries(at(match, 'queryParams'))) {
    yield* checkStringMatch(RULE, parameter);
  }
  const port = at(match, 'port');
  if (number(port) !== 0) yield* checkPort(RULE, port);
  yield* checkLabels(RULE, at(match, 'sourceLabels'));
  yield* refusals(checkGatewayNames(at(match, 'gateways'), 'user'));
  const namespace = at(match, 'sourceNamespace');
  if (text(namespace) !== '' && !isLabel(text(namespace))) {
    yield refuse(RULE, namespace, 'no name of a namespace');
  }
}

/** Whether the name of a header stands for a claim of a token, `@request.auth.claims.group`. */
export function isClaim(name: string): boolean {
  if (!name.toLowerCase().startsWith(CLAIMS)) return false;
  return /^(?:\..|\[.+\]$)/su.test(name.slice(CLAIMS.length));
}

const CLAIMS = '@request.auth.claims';
const PSEUDO_HEADERS: readonly string[] = [':method', ':scheme', ':authority', ':path', ':status'];

function* checkHeaderName(name: string, header: Spot): Generator<Complaint> {
  if (isClaim(name) || PSEUDO_HEADERS.includes(name)) return;
  if (!isHeaderName(name)) yield refuse(RULE, header, `'${name}' is no name of a header`);
}

/** Whether a text is a header's name: RFC 7230, section 3.2. */
export function isHeaderName(name: string): boolean {
  return /^[!#$%&'*+\-.^_`|~A-Za-z0-9]+$/u.test(name);
}
