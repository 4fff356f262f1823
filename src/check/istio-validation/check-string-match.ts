import { checkRegex } from './check-regex';
import { refuse, type Complaint } from './complaint';
import type { ValidationRuleId } from './rule-id';
import { at, isSet, text, type Spot } from './spot';

/** A condition on a text: a prefix or an expression is not empty, and an expression is RE2's. */
export function* checkStringMatch(rule: ValidationRuleId, match: Spot): Generator<Complaint> {
  const prefix = at(match, 'prefix');
  if (isSet(prefix) && text(prefix) === '') {
    yield refuse(rule, prefix, 'an empty prefix, which no proxy takes');
  }
  yield* checkRegexMatch(rule, match);
}

/** The expression of a condition; paths may have an empty prefix. */
export function* checkRegexMatch(rule: ValidationRuleId, match: Spot): Generator<Complaint> {
  const regex = at(match, 'regex');
  if (!isSet(regex)) return;
  if (text(regex) === '') yield refuse(rule, regex, 'an empty expression');
  else yield* checkRegex(rule, regex);
}
