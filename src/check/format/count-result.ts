import type { Severity } from '../../finding/finding';
import { countFindings } from '../../finding/format-findings';
import type { CheckCounts, CheckedFinding } from '../checked-finding';

/** The last line: what was found, in how much. */
export function countResult(findings: readonly CheckedFinding[], counts: CheckCounts): string {
  const open = findings.filter(({ suppression }) => suppression === undefined);
  const allowed = findings.length - open.length;
  const { objects, files, states, transitions, skipped } = counts;
  const where = [
    count(objects, 'object'),
    `of ${count(files, 'file')}`,
    ...(states > 1 ? [`in ${count(states, 'state')}`] : []),
    ...(transitions > 0 ? [`and ${count(transitions, 'transition')}`] : []),
  ].join(' ');
  const more = [
    ...(allowed > 0 ? [`${allowed} allowed`] : []),
    ...(skipped > 0 ? [`${count(skipped, 'file')} without Kubernetes objects left out`] : []),
  ];
  return [`${countFindings(open)} (${where})`, ...more].join('; ');
}

/** Findings at least as bad as a severity. What is allowed is none of them. */
export function atLeast(
  findings: readonly CheckedFinding[],
  severity: Severity,
): readonly CheckedFinding[] {
  const shown = ORDER.slice(0, ORDER.indexOf(severity) + 1);
  return findings.filter((one) => one.suppression === undefined && shown.includes(one.severity));
}

const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
