import type { Json } from '../../manifest/manifest';
import { pathText } from '../schema/field-path';
import type { ValidationRuleId } from './rule-id';
import type { Spot } from './spot';

/** What Istio's webhook has against an object, at one field. */
export interface Complaint {
  readonly rule: ValidationRuleId;
  /** An error refuses the object, a warning is only told to who applies it. */
  readonly severity: 'error' | 'warning';
  readonly path: string;
  readonly message: string;
  readonly given?: string;
  readonly allowed?: string;
}

/** A complaint that refuses the object. */
export function refuse(
  rule: ValidationRuleId,
  spot: Spot,
  message: string,
  allowed?: string,
): Complaint {
  return complaint('error', rule, spot, message, allowed);
}

/** A complaint that the webhook only mentions. */
export function mention(
  rule: ValidationRuleId,
  spot: Spot,
  message: string,
  allowed?: string,
): Complaint {
  return complaint('warning', rule, spot, message, allowed);
}

/** The complaints that refuse. Istio loses the warnings of some parts on their way up. */
export function* refusals(complaints: Iterable<Complaint>): Generator<Complaint> {
  for (const one of complaints) if (one.severity === 'error') yield one;
}

function complaint(
  severity: Complaint['severity'],
  rule: ValidationRuleId,
  spot: Spot,
  message: string,
  allowed: string | undefined,
): Complaint {
  return {
    rule,
    severity,
    path: pathText(spot),
    message,
    ...(isPlain(spot.value) ? { given: String(spot.value) } : {}),
    ...(allowed === undefined ? {} : { allowed }),
  };
}

function isPlain(value: Json | undefined): value is string | number | boolean {
  return value !== '' && ['string', 'number', 'boolean'].includes(typeof value);
}
