import type { Severity } from '../finding/finding';
import type { RuleText } from '../finding/rule-text';
import type { Manifest } from '../manifest/manifest';
import type { CheckState } from './state';

/** What a rule looks at; the pages of the documentation are grouped by it. */
export type Area =
  | 'file'
  | 'schema'
  | 'istio-validation'
  | 'istio-analysis'
  | 'traffic'
  | 'hygiene'
  | 'transition'
  | 'flagger';

/** One place in a manifest that breaks a rule. */
export interface Breach {
  /** The object, the same (`===`) as in the state. */
  readonly manifest: Manifest;
  /** Path of the field, `spec.http[0].route[1].destination.subset`; empty for the object as a whole. */
  readonly path: string;
  /** What is wrong and who would notice: lower case, no full stop. */
  readonly message: string;
  /** The offending value, as it was written. */
  readonly given?: string;
  /** The values that are allowed. */
  readonly allowed?: string;
  /** What to do about it. @default the rule's own */
  readonly fix?: string;
  /** @default the rule's own */
  readonly severity?: Severity;
  /** Istio's own code for the same finding, `IST0101`. */
  readonly code?: string;
  /** More to know, a line each: how the answer comes about. */
  readonly details?: readonly string[];
}

/** A rule on the objects of one state, ours or anybody's. */
export interface CheckRule extends RuleText {
  readonly area: Area;
  readonly find: (state: CheckState) => readonly Breach[];
}
