import type { LiveObjects, PlanContext } from './rule';

/** A context in which something is live. */
export type LiveContext = PlanContext & { readonly live: LiveObjects };
