import type { Finding, Severity } from './finding';

/** Marks text for a terminal; each returns the text as it is where colour is off. */
export interface Paint {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly info: (text: string) => string;
  readonly dim: (text: string) => string;
}

const plain: Paint = {
  error: (text) => text,
  warning: (text) => text,
  info: (text) => text,
  dim: (text) => text,
};

const SYMBOL: Readonly<Record<Severity, string>> = { error: '✖', warning: '⚠', info: 'ℹ' };
const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

/** Findings for people, as a good compiler prints them: grouped by release, errors first, a last line that counts. */
export function formatFindings(findings: readonly Finding[], paint: Paint = plain): string {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const title = titleOf(finding);
    groups.set(title, [...(groups.get(title) ?? []), finding]);
  }
  const blocks = [...groups].map(([title, members]) => {
    const sorted = ORDER.flatMap((severity) => members.filter((f) => f.severity === severity));
    return [title, ...sorted.map((finding) => formatFinding(finding, paint))].join('\n');
  });
  return [...blocks, countFindings(findings)].join('\n\n');
}

/** `2 errors, 1 warning`. */
export function countFindings(findings: readonly Finding[]): string {
  const counts = ORDER.map((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0
      ? ''
      : `${count} ${severity}${count === 1 || severity === 'info' ? '' : 's'}`;
  });
  return counts.filter((text) => text !== '').join(', ') || 'no findings';
}

function titleOf({ release, construct }: Finding): string {
  if (release === undefined) return construct ?? 'app';
  return `release ${release}${construct === undefined ? '' : ` (${construct})`}`;
}

function formatFinding(finding: Finding, paint: Paint): string {
  const { rule, severity, at, message, given, allowed, fix } = finding;
  const lines = [
    `${paint[severity](`${SYMBOL[severity]} ${severity}`)} ${at}: ${message} ${paint.dim(`[${rule}]`)}`,
  ];
  if (given !== undefined) lines.push(`    given:   ${given}`);
  if (allowed !== undefined) lines.push(`    allowed: ${allowed}`);
  if (fix !== undefined) lines.push(`    fix:     ${fix}`);
  return lines.map((line) => `  ${line}`).join('\n');
}
