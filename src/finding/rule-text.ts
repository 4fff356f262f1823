import type { Severity } from './finding';

/** What a rule is, for `explain` and the documentation. */
export interface RuleText {
  /** Stable kebab-case id. */
  readonly id: string;
  readonly severity: Severity;
  /** The rule in one line, as what holds when it is kept. */
  readonly title: string;
  /** Why: what would happen otherwise, to whom. */
  readonly why: string;
  /** What to do about a finding, in general. */
  readonly fix: string;
}
