import { checkDuration } from './check-values';
import { mention, refuse, type Complaint } from './complaint';
import { at, isSet, isTrue, number, type Spot } from './spot';

const RULE = 'istio-outlier-detection';

/** When hosts are taken out of the pool. */
export function* checkOutlierDetection(outlier: Spot): Generator<Complaint> {
  if (!isSet(outlier)) return;
  yield* checkDuration(RULE, at(outlier, 'baseEjectionTime'));
  const errors = at(outlier, 'consecutiveErrors');
  if (number(errors) !== 0) {
    yield mention(RULE, errors, 'deprecated', 'consecutiveGatewayErrors or consecutive5xxErrors');
  }
  const local = at(outlier, 'consecutiveLocalOriginFailures');
  if (number(local) > 0 && !isTrue(at(outlier, 'splitExternalLocalOriginErrors'))) {
    yield refuse(RULE, local, 'counts only with splitExternalLocalOriginErrors: true');
  }
  yield* checkDuration(RULE, at(outlier, 'interval'));
  for (const field of ['maxEjectionPercent', 'minHealthPercent']) {
    const percent = at(outlier, field);
    if (number(percent) < 0 || number(percent) > 100) {
      yield refuse(RULE, percent, 'no percentage', '0 to 100');
    }
  }
}
