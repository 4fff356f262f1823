import type { Outcome } from '../mesh/outcome-kinds';
import type { Sizes } from './readiness';

/** What a call gets in a state that has settled. */
export interface Settled {
  readonly outcome: Outcome;
  readonly sizes: Sizes;
  /** Share of the requests that fails, 0 to 1. */
  readonly lost: number;
  /** Whether a rule that somebody wrote decides, and not the Service alone. */
  readonly byRule: boolean;
}
