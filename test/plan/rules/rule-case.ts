import type { AppContext } from '../../../src/plan/rules/app-context';
import type { PlanContext } from '../../../src/plan/rules/rule';
import { contextOf, type Draft } from './context';

/** What a rule says about one plan. */
export interface RuleCase {
  readonly rule: string;
  /** What the plan has; the test's name says whether the rule takes it. */
  readonly what: string;
  readonly context: () => PlanContext;
  /** Places that the rule finds; none where it takes the plan. */
  readonly at: readonly string[];
  /** A part of the first message, where the place alone could be right for a wrong reason. */
  readonly says?: string | undefined;
}

/** What a rule says about one app. */
export interface AppCase extends Omit<RuleCase, 'context'> {
  readonly app: AppContext;
}

/** A plan that breaks the rule at some places. */
export function refuses(
  rule: string,
  what: string,
  draft: Draft,
  at: string | readonly string[],
  says?: string,
): RuleCase {
  return { rule, what, context: () => contextOf(draft), at: [at].flat(), says };
}

/** A plan near the edge that breaks no rule at all. */
export function accepts(rule: string, what: string, draft: Draft): RuleCase {
  return { rule, what, context: () => contextOf(draft), at: [] };
}
