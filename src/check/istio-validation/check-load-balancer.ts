import { checkLocality } from './check-locality';
import { checkDuration } from './check-values';
import { mention, refuse, type Complaint } from './complaint';
import { at, isSet, items, number, text, type Spot } from './spot';

const RULE = 'istio-load-balancer';

/** How requests are spread over hosts. */
export function* checkLoadBalancer(balancer: Spot, outlier: Spot): Generator<Complaint> {
  if (!isSet(balancer)) return;
  yield* checkConsistentHash(at(balancer, 'consistentHash'));
  yield* checkLocality(at(balancer, 'localityLbSetting'), outlier);
  yield* checkWarmup(at(balancer, 'warmup'));
}

function* checkConsistentHash(hash: Spot): Generator<Complaint> {
  const cookie = at(hash, 'httpCookie');
  if (isSet(cookie)) yield* checkCookie(cookie);
  const ringSize = at(hash, 'minimumRingSize');
  const maglev = at(hash, 'maglev');
  if (number(ringSize) !== 0) {
    yield mention(RULE, ringSize, 'deprecated', 'ringHash.minimumRingSize');
    if (isSet(maglev) || isSet(at(hash, 'ringHash'))) {
      yield refuse(RULE, ringSize, "excluded by the hash's ringHash or maglev");
    }
  }
  if (!isSet(maglev)) return;
  const size = at(maglev, 'tableSize');
  if (number(size) >= LARGEST_TABLE || !isPrime(number(size))) {
    yield refuse(RULE, size, 'no size of a maglev table', `a prime number below ${LARGEST_TABLE}`);
  }
}

const LARGEST_TABLE = 5_000_011;

function* checkCookie(cookie: Spot): Generator<Complaint> {
  const name = at(cookie, 'name');
  if (text(name) === '') yield refuse(RULE, name, 'missing, and required');
  const names = new Set<string>();
  for (const attribute of items(at(cookie, 'attributes'))) {
    const own = at(attribute, 'name');
    if (text(own) === '') yield refuse(RULE, own, 'missing, and required');
    else if (names.has(text(own))) yield refuse(RULE, own, 'an attribute that is there twice');
    names.add(text(own));
  }
}

function* checkWarmup(warmup: Spot): Generator<Complaint> {
  if (!isSet(warmup)) return;
  const duration = at(warmup, 'duration');
  if (isSet(duration)) yield* checkDuration(RULE, duration);
  else yield refuse(RULE, duration, 'missing, and required');
  const percent = at(warmup, 'minimumPercent');
  if (number(percent) > 100) yield refuse(RULE, percent, 'no percentage', '0 to 100');
  const aggression = at(warmup, 'aggression');
  if (isSet(aggression) && number(aggression) < 1) {
    yield refuse(RULE, aggression, 'too small', '1 and more');
  }
}

/** As Envoy, which takes 1 for a prime number. */
function isPrime(value: number): boolean {
  if (value !== 0 && value < 4) return true;
  if (value % 2 === 0) return false;
  for (let factor = 3; factor * factor <= value; factor += 2)
    if (value % factor === 0) return false;
  return true;
}
