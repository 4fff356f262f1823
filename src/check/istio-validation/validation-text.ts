import type { RuleText } from '../../finding/rule-text';

/** What a rule of Istio's webhook is, without its id. */
export type ValidationText = Omit<RuleText, 'id'>;
