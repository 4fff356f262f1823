import { checkRegexMatch } from './check-string-match';
import { checkDuration } from './check-values';
import { refuse, type Complaint } from './complaint';
import { isHeaderName } from './check-http-match';
import { at, isSet, items, number, text, type Spot } from './spot';

const RULE = 'istio-cors';

/** What browsers may do from pages of other sites. */
export function* checkCors(policy: Spot): Generator<Complaint> {
  if (!isSet(policy)) return;
  for (const origin of items(at(policy, 'allowOrigins'))) {
    const said = ['exact', 'prefix', 'regex'].some((field) => text(at(origin, field)) !== '');
    if (said) yield* checkRegexMatch(RULE, origin);
    else yield refuse(RULE, origin, 'an origin that says nothing', 'exact, prefix or regex');
  }
  for (const method of items(at(policy, 'allowMethods'))) {
    if (METHODS.has(text(method))) continue;
    yield refuse(RULE, method, 'no method of HTTP', [...METHODS].join(', '));
  }
  for (const field of ['allowHeaders', 'exposeHeaders']) {
    for (const header of items(at(policy, field))) {
      if (!isHeaderName(text(header))) yield refuse(RULE, header, 'no name of a header');
    }
  }
  const maxAge = at(policy, 'maxAge');
  yield* checkDuration(RULE, maxAge);
  if (number(at(maxAge, 'nanos')) > 0) {
    yield refuse(RULE, maxAge, 'finer than a second', 'whole seconds');
  }
}

const METHODS: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'CONNECT',
  'OPTIONS',
  'TRACE',
  '*',
]);
