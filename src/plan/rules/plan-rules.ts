import type { PlanRule, Rule } from './rule';

export const planRules: readonly PlanRule[] = [];
export const appRules: readonly Rule<unknown>[] = [];
