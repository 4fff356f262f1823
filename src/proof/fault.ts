import type { Severity } from '../finding/finding';
import type { Outcome } from '../mesh/outcome-kinds';
import type { Mixture } from './explore';
import type { Call } from './scene';
import type { Settled } from './settled-call';
import type { Sizes } from './readiness';
import type { ObligationId } from './violation';

/** An obligation that a mixture breaks, before it is told. */
export interface Fault {
  readonly obligation: ObligationId;
  readonly severity: Severity;
  readonly mixture: Mixture;
  /** Faults of the same sort are one counter-example: the smallest. */
  readonly sort: string;
  /** What somebody gets, as the end of a sentence: `get 503 (UH: no ready pod)`. */
  readonly gets: string;
  readonly code?: string;
  readonly share?: number;
  readonly limit?: number;
  /** Whose requests; a fault of the objects alone has none. */
  readonly met?: Met;
  /** Names of objects that the fault is about, where no mixture says it. */
  readonly objects?: readonly string[];
}

/** A call that meets a fault. */
export interface Met {
  readonly call: Call;
  readonly outcome: Outcome;
  readonly settled: { readonly before: Settled; readonly after: Settled };
  /** Whether the fault is still there with these pods. */
  readonly holds: (sizes: Sizes) => boolean;
}
