import { isObject } from '../../manifest/equal';
import { refuse, type Complaint } from './complaint';
import type { ValidationRuleId } from './rule-id';
import { at, entries, number, text, type Spot } from './spot';

/** A port number is in range; a missing one counts as 0. */
export function* checkPort(rule: ValidationRuleId, spot: Spot): Generator<Complaint> {
  const port = number(spot);
  if (port < 1 || port > 65_535) yield refuse(rule, spot, 'no port number', '1 to 65535');
}

/** A duration, if given, is of whole milliseconds and not zero. */
export function* checkDuration(rule: ValidationRuleId, spot: Spot): Generator<Complaint> {
  if (!isObject(spot.value)) return;
  const seconds = number(at(spot, 'seconds'));
  const nanos = number(at(spot, 'nanos'));
  if (seconds < 0 || (seconds === 0 && nanos < 1_000_000)) {
    yield refuse(rule, spot, 'shorter than a millisecond', '1ms and more');
  } else if (nanos % 1_000_000 !== 0) {
    yield refuse(rule, spot, 'finer than a millisecond', 'whole milliseconds');
  }
}

/** Labels have the form that Kubernetes asks of them. */
export function* checkLabels(rule: ValidationRuleId, spot: Spot): Generator<Complaint> {
  for (const [key, value] of entries(spot)) {
    const [, prefix = '', name = ''] = LABEL_KEY.exec(key) ?? [];
    if (name === '' || name.length > 63 || prefix.length > 254) {
      yield refuse(rule, value, `'${key}' is no key of a label`);
    }
    if (!LABEL_VALUE.test(text(value))) yield refuse(rule, value, 'no value of a label');
  }
}

const DNS_LABEL = '[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?';
const QUALIFIED = '(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const LABEL_KEY = new RegExp(`^(${DNS_LABEL}(?:\\.${DNS_LABEL})*/)?(${QUALIFIED})$`, 'u');
const LABEL_VALUE = new RegExp(`^(?:${QUALIFIED})?$`, 'u');
