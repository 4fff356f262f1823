import type { ReleaseJson } from '../emit/release-json';
import type { Finding } from '../finding/finding';
import type { Changes } from '../write/publication';

/** Version of the format of a report. It grows by addition only. */
export const REPORT_SCHEMA_VERSION = 1;

/** What an app's process tells the command that ran it. */
export interface Report {
  readonly schemaVersion: typeof REPORT_SCHEMA_VERSION;
  /** The output directory, as the app has it. */
  readonly outdir: string;
  /** Directory of what is live. */
  readonly live: string;
  readonly findings: readonly Finding[];
  /** The compiled releases; none where a finding is an error. */
  readonly releases: readonly ReportedRelease[];
  /** What publishing did, or in mode `check` would do; absent in mode `plan` and after an error. */
  readonly changes?: Changes;
  /** Files in the output directory that look like the app's but are not made by it any more. */
  readonly leftOver: readonly string[];
  /** Why publishing failed; the output is what it was. */
  readonly failure?: { readonly code: string; readonly message: string };
}

/** One release of a report. */
export interface ReportedRelease {
  readonly release: string;
  /** The version that is live; null for a first installation. */
  readonly from: string | null;
  readonly to: string;
  /** Directory below the output directory. */
  readonly directory: string;
  /** Number of phases forward. */
  readonly phases: number;
  /** Its contract, without the list of files; in mode `plan`. */
  readonly json?: Omit<ReleaseJson, 'files'>;
}
