import type { RuleText } from '../../finding/rule-text';

/** What is found about suppressions themselves. They cannot be suppressed. */
export const suppressionTexts = [
  {
    id: 'allow-without-reason',
    severity: 'error',
    title: 'what is allowed says why',
    why: 'Whoever reads the annotation later has to know what was decided and why, or it stays for ever. Without a reason nothing is allowed.',
    fix: 'write cdk8s-canary/allow: rule-id=the reason',
  },
  {
    id: 'allow-unknown-rule',
    severity: 'error',
    title: 'what is allowed is a rule that exists',
    why: 'A misspelt id allows nothing, and hides that the finding was meant to be looked at.',
    fix: 'use the id that findings have in brackets, or remove the entry',
  },
  {
    id: 'allow-unused',
    severity: 'warning',
    title: 'what is allowed is found',
    why: 'The entry outlived what it was for. The next finding of the rule would pass unseen.',
    fix: 'remove the entry',
  },
] as const satisfies readonly RuleText[];

/** Id of a rule on suppressions. */
export type SuppressionRuleId = (typeof suppressionTexts)[number]['id'];
