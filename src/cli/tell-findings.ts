import type { Finding } from '../finding/finding';
import { formatFindings } from '../finding/format-findings';
import { paintStderr, tell } from './terminal';

/** Tell people what was found, in colour where they have it. */
export function tellFindings(findings: readonly Finding[]): void {
  if (findings.length > 0) tell(`${formatFindings(findings, paintStderr())}\n`);
}
