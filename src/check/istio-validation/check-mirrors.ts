import { checkDestination } from './check-destination';
import { mention, refuse, type Complaint } from './complaint';
import { at, isSet, items, number, type Spot } from './spot';

const RULE = 'istio-mirror';

/** What share of the requests of a rule is copied, and where `mirrors` sends it. */
export function* checkMirrors(rule: Spot): Generator<Complaint> {
  const percent = at(rule, 'mirrorPercent');
  if (isSet(percent)) {
    if (number(percent) > 100) yield refuse(RULE, percent, 'more than all requests', '0 to 100');
    yield mention(RULE, percent, 'deprecated', 'mirrorPercentage');
  }
  yield* checkPercentage(at(rule, 'mirrorPercentage'));
  for (const mirror of items(at(rule, 'mirrors'))) {
    const destination = at(mirror, 'destination');
    if (!isSet(destination)) {
      yield refuse(RULE, destination, 'missing, and required');
      continue;
    }
    yield* checkDestination(destination);
    yield* checkPercentage(at(mirror, 'percentage'));
  }
}

function* checkPercentage(percentage: Spot): Generator<Complaint> {
  const value = at(percentage, 'value');
  if (number(value) > 100 || number(value) < 0) {
    yield refuse(RULE, value, 'no share of the requests', '0 to 100');
  }
}
