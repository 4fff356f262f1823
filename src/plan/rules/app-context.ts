import type { Plan } from '../plan';
import type { Rule } from './rule';

/** What the rules on a whole app may look at: what its releases claim, never their objects. */
export interface AppContext {
  readonly releases: readonly { readonly plan: Plan }[];
  /** The charts that hold releases, and the paths of their Release constructs. */
  readonly charts: readonly { readonly chart: string; readonly releases: readonly string[] }[];
  /** The releases that have a position below `live/`. */
  readonly liveNames: readonly { readonly environment?: string; readonly name: string }[];
}

/** A rule on a whole app. */
export type AppRule = Rule<AppContext>;
