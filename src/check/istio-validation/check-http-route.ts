import { checkCors } from './check-cors';
import { checkDestination, checkDestinations, type Destinations } from './check-destination';
import { checkFault } from './check-fault';
import { checkAuthorityOnce, checkHeaders } from './check-headers';
import { checkHttpMatch } from './check-http-match';
import { checkMirrors } from './check-mirrors';
import { checkRedirect, checkDirectResponse } from './check-redirect';
import { checkRetries } from './check-retries';
import { checkRewrite } from './check-rewrite';
import { checkDuration } from './check-values';
import { refusals, refuse, type Complaint } from './complaint';
import { at, count, isSet, items, type Spot } from './spot';

/** Whether the VirtualService is one that others delegate to. */
export type Role = 'own-hosts' | 'delegate';

/** One HTTP rule of a VirtualService. */
export function* checkHttpRoute(
  rule: Spot,
  role: Role,
  destinations: Destinations,
): Generator<Complaint> {
  yield* checkAction(rule, role);
  for (const match of items(at(rule, 'match'))) yield* checkHttpMatch(match);
  yield* checkHeaders(at(rule, 'headers'));
  yield* checkCors(at(rule, 'corsPolicy'));
  yield* refusals(checkFault(at(rule, 'fault')));
  yield* checkMirrors(rule);
  yield* checkDestination(at(rule, 'mirror'));
  yield* checkRedirect(at(rule, 'redirect'));
  yield* checkDirectResponse(at(rule, 'directResponse'));
  yield* checkRetries(at(rule, 'retries'));
  yield* checkRewrite(at(rule, 'rewrite'));
  yield* checkAuthorityOnce(rule);
  yield* checkDestinations(at(rule, 'route'), destinations);
  yield* checkDuration('istio-timeout', at(rule, 'timeout'));
}

/** What a rule does with a request is one thing. */
function* checkAction(rule: Spot, role: Role): Generator<Complaint> {
  const delegate = at(rule, 'delegate');
  const fields = (names: readonly string[]): readonly string[] =>
    names.filter((name) => isSet(at(rule, name)));
  const exclude = function* (action: string, others: readonly string[]): Generator<Complaint> {
    for (const other of fields(others)) {
      yield refuse('istio-http-action', at(rule, other), `excluded by the rule's ${action}`);
    }
  };

  if (role === 'own-hosts' && isSet(delegate)) {
    yield* exclude('delegate', ['redirect', 'route']);
    return;
  }
  if (isSet(delegate)) {
    yield refuse('istio-http-action', delegate, 'a delegate cannot delegate further');
  }
  const [action] = fields(['redirect', 'directResponse']);
  if (action === 'redirect') {
    yield* exclude(action, ['route', 'fault', 'rewrite', 'directResponse']);
  } else if (action === 'directResponse') {
    yield* exclude(action, ['route', 'fault', 'rewrite']);
  } else if (count(at(rule, 'route')) === 0) {
    const message = 'says nothing to do with a request';
    yield refuse('istio-http-action', rule, message, 'route, redirect, directResponse or delegate');
  }
  if (isSet(at(rule, 'mirror')) && count(at(rule, 'mirrors')) > 0) {
    yield refuse('istio-http-action', at(rule, 'mirrors'), "excluded by the rule's mirror");
  }
}
