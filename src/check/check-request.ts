import type { CheckRule } from './rule';
import type { LoadOptions, StateTexts } from './source/load-state';
import type { Suppression } from './suppress/suppression';

/** States that belong together, such as the phases of a release. They are in memory together. */
export interface StateGroup {
  readonly states: readonly StateSource[];
  /** Steps between them, as indexes of states. */
  readonly transitions: readonly (readonly [before: number, after: number])[];
}

/** A state whose files are read when its turn comes. */
export interface StateSource {
  readonly name: string;
  readonly read: () => StateTexts;
}

/** What to check, and how. */
export interface CheckRequest extends LoadOptions {
  readonly groups: Iterable<StateGroup>;
  readonly rules: readonly CheckRule[];
  /** Ids of all rules, also those of files and transitions. */
  readonly knownRules: ReadonlySet<string>;
  /** What is allowed besides annotations. */
  readonly allow: readonly Suppression[];
}
