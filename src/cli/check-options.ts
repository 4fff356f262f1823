import type { Severity } from '../finding/finding';

/** How findings are printed. */
export type CheckFormat = 'text' | 'json' | 'sarif' | 'github' | 'junit';

/** Options of `check`, as the parser gives them. */
export interface CheckOptions {
  readonly format: CheckFormat;
  readonly minSeverity: Severity;
  readonly strict?: true;
  readonly explain?: true;
  readonly namespace: string;
  readonly allow: readonly string[];
  readonly from?: string;
  readonly to?: string;
}
