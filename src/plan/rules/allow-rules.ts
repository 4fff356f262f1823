import { ALLOWABLE_RULES } from '../release-plan';
import { complain, complainOf, listNames } from './complain';
import { isRecord } from './record';
import type { Occurrence, PlanRule } from './rule';
import { field, fields, isGiven, planSpot, type NamedSpot } from './spot';

/** The rule on what a plan allows. */
export const allowRules: readonly PlanRule[] = [
  {
    id: 'allow-unknown',
    severity: 'error',
    title: 'what is allowed can be allowed, and has a reason',
    why: 'Most errors are about users who get no answer, and cannot be allowed. An entry without effect, or without a reason, hides from the next reader what was decided and why.',
    fix: "write allow: { 'secret-in-clear': 'a test key, the same everywhere' }, or remove the entry",
    find: ({ input }) => {
      const allow = field(planSpot(input), 'allow');
      if (!isGiven(allow)) return [];
      if (!isRecord(allow.value)) return [complain(allow, 'not an object of rules and reasons')];
      return fields(allow).flatMap(findBadAllowance);
    },
  },
];

function findBadAllowance(entry: NamedSpot): readonly Occurrence[] {
  if (!ALLOWABLE_RULES.some((id) => id === entry.key)) {
    const allowed = listNames(ALLOWABLE_RULES);
    return [complainOf(entry, 'findings of this rule cannot be allowed', { allowed })];
  }
  if (typeof entry.value === 'string' && entry.value.trim() !== '') return [];
  return [complain(entry, 'no reason given', { allowed: 'a text that says why' })];
}
