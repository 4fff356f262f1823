import type * as Re2Module from 're2js';
import { refuse, type Complaint } from './complaint';
import type { ValidationRuleId } from './rule-id';
import { text, type Spot } from './spot';

/** A regular expression is RE2's, and not longer than Istio lets Envoy take. */
export function* checkRegex(rule: ValidationRuleId, spot: Spot): Generator<Complaint> {
  const regex = text(spot);
  if (Buffer.byteLength(regex) > LONGEST) {
    yield refuse(rule, { ...spot, value: undefined }, `an expression longer than ${LONGEST} bytes`);
    return;
  }
  const fault = syntaxFault(regex);
  if (fault !== undefined) yield refuse(rule, spot, `not an RE2 expression: ${fault}`);
}

const LONGEST = 1024;

function syntaxFault(regex: string): string | undefined {
  // most are no more than words and dots, and need no parser
  if (/^[\w/ .-]*(?:\.[*+])?$/u.test(regex)) return undefined;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- few objects have expressions
  const { RE2JS } = require('re2js') as typeof Re2Module;
  try {
    RE2JS.compile(regex);
    return undefined;
  } catch (error) {
    return error instanceof Error
      ? error.message.replace(/^error parsing regexp: /u, '')
      : 'unknown';
  }
}
