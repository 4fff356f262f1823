/** How bad a finding is: an error refuses to write, a warning and an info are only printed. */
export type Severity = 'error' | 'warning' | 'info';

/** One thing a rule has to say about a plan or a manifest. */
export interface Finding {
  /** Stable kebab-case id of the rule, e.g. `weights-increase`. */
  readonly rule: string;
  readonly severity: Severity;
  /** Path into the plan (`steps[3].setWeight`) or the object concerned (`Service shop/api`). */
  readonly at: string;
  /** What is wrong: lower case, no full stop. */
  readonly message: string;
  /** The offending value, as the user wrote it. */
  readonly given?: string;
  /** The values that are allowed. */
  readonly allowed?: string;
  /** What to do about it. */
  readonly fix?: string;
  /** Where the text of the finding's place stands, for findings on files. */
  readonly source?: SourcePlace;
  /** What others call it: the code of Istio's own analyzer, e.g. `IST0101`. */
  readonly code?: string;
  /** More to know, a line each: how the answer comes about. Shown when asked for. */
  readonly details?: readonly string[];
  /** Path of the construct that the finding belongs to, e.g. `go-demo-7/api`. */
  readonly construct?: string;
  /** Name of the release that the finding belongs to. */
  readonly release?: string;
}

/** A range in a text file. Lines and columns count from 1. */
export interface SourcePlace {
  /** As the user named it, with forward slashes; `-` for stdin. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Where the range ends, exclusive. @default the end of the line */
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** Whether any of the findings refuses to write. */
export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === 'error');
}
