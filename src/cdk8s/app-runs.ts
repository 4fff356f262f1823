import { resolve } from 'node:path';
import { hasErrors } from '../finding/finding';
import type { Report } from './report';

/** What the apps of one process have written below one output directory. */
export interface Written {
  /** Directories of releases. */
  readonly releases: Set<string>;
  /** Files of charts without a release. */
  readonly files: Set<string>;
}

const written = new Map<string, Written>();
let reported: Report | undefined;

/**
 * What earlier apps of this process wrote to an output directory. A program may hold several, one
 * for each environment, say: none of them removes what another has just made.
 */
export function writtenSoFar(outdir: string): Written {
  const key = resolve(outdir);
  const known = written.get(key) ?? { releases: new Set(), files: new Set() };
  written.set(key, known);
  return known;
}

/** Whether an app of this process has failed: then the ones after it write nothing either. */
export function hasFailed(): boolean {
  return reported !== undefined && isFailure(reported);
}

/** One report for all apps of this process: the command that ran it reads a single one. */
export function addReport(report: Report): Report {
  reported = reported === undefined ? report : join(reported, report);
  return reported;
}

/** Whether a report is of a run that wrote nothing. */
export function isFailure({ findings, failure }: Report): boolean {
  return failure !== undefined || hasErrors(findings);
}

function join(first: Report, second: Report): Report {
  const changes = [first.changes, second.changes].filter((some) => some !== undefined);
  const failure = first.failure ?? second.failure;
  return {
    ...second,
    findings: [...first.findings, ...second.findings],
    releases: [...first.releases, ...second.releases],
    ...(changes.length === 0
      ? {}
      : {
          changes: {
            written: changes.flatMap((some) => some.written),
            unchanged: changes.flatMap((some) => some.unchanged),
            removed: changes.flatMap((some) => some.removed),
          },
        }),
    ...(failure === undefined ? {} : { failure }),
  };
}
