import { appTexts } from '../cdk8s/app-rules';
import { checkTexts } from '../check/check-rules';
import { allRules } from '../plan/rules/plan-rules';
import type { RuleText } from '../finding/rule-text';

/** Every rule there is, by id. */
export const ruleTexts: readonly RuleText[] = [...allRules, ...appTexts, ...checkTexts].sort(
  (a, b) => (a.id < b.id ? -1 : 1),
);
