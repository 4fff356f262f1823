import { checkDuration } from './check-values';
import { refuse, type Complaint } from './complaint';
import { at, isSet, number, text, type Spot } from './spot';

const RULE = 'istio-retries';

/** Retries: how often, on what, and how long each may take. */
export function* checkRetries(retries: Spot): Generator<Complaint> {
  if (!isSet(retries)) return;
  const attempts = at(retries, 'attempts');
  const retryOn = at(retries, 'retryOn');
  if (number(attempts) < 0) yield refuse(RULE, attempts, 'a number below 0', '0 and more');
  const says =
    isSet(at(retries, 'perTryTimeout')) ||
    text(retryOn) !== '' ||
    isSet(at(retries, 'retryRemoteLocalities'));
  if (number(attempts) === 0 && says) {
    yield refuse(RULE, attempts, 'how to retry is set, but 0 attempts switch retries off');
  }
  yield* checkDuration(RULE, at(retries, 'perTryTimeout'));
  if (text(retryOn) !== '') {
    for (const condition of text(retryOn).split(',')) {
      if (isCondition(condition)) continue;
      const allowed = `a status of HTTP, or one of ${[...CONDITIONS].join(', ')}, without blanks`;
      yield refuse(RULE, { ...retryOn, value: condition }, 'no condition of a retry', allowed);
    }
  }
  yield* checkDuration(RULE, at(retries, 'backoff'));
}

function isCondition(condition: string): boolean {
  if (CONDITIONS.has(condition)) return true;
  return /^[+-]?\d+$/u.test(condition) && STATUSES.has(Number(condition));
}

const CONDITIONS: ReadonlySet<string> = new Set([
  '5xx',
  'gateway-error',
  'reset',
  'reset-before-request',
  'connect-failure',
  'retriable-4xx',
  'refused-stream',
  'retriable-status-codes',
  'retriable-headers',
  'envoy-ratelimited',
  'http3-post-connect-failure',
  'cancelled',
  'deadline-exceeded',
  'internal',
  'resource-exhausted',
  'unavailable',
]);

/** The statuses that Go has a text for. */
const STATUSES: ReadonlySet<number> = new Set([
  ...between(100, 103),
  ...between(200, 208),
  226,
  ...between(300, 305),
  307,
  308,
  ...between(400, 418),
  ...between(421, 426),
  428,
  429,
  431,
  451,
  ...between(500, 508),
  510,
  511,
]);

function between(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
