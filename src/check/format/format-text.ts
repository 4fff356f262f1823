import type { Severity } from '../../finding/finding';
import type { Paint } from '../../finding/format-findings';
import type { CheckedFinding, CheckResult } from '../checked-finding';
import { codeFrame } from './code-frame';
import { atLeast, countResult } from './count-result';
import { mergeAlike, type MergedFinding } from './merge-alike';

const SYMBOL: Readonly<Record<Severity, string>> = { error: '✖', warning: '⚠', info: 'ℹ' };

/**
 * Findings for people: grouped by file, each with its line, a last line that counts. The same
 * finding in several states, such as the phases of a release, is told once. Explained, with how each answer comes about.
 */
export function formatText(
  { findings, counts }: CheckResult,
  minSeverity: Severity,
  paint: Paint,
  depth: 'short' | 'explained' = 'short',
): string {
  const groups = new Map<string, MergedFinding[]>();
  for (const merged of mergeAlike(atLeast(findings, minSeverity))) {
    const file = merged.finding.source?.file ?? merged.finding.state;
    const group = groups.get(file);
    if (group === undefined) groups.set(file, [merged]);
    else group.push(merged);
  }
  const blocks = [...groups].map(([file, group]) =>
    [file, ...group.map((merged) => formatOne(merged, paint, depth))].join('\n'),
  );
  return [...blocks, countResult(findings, counts)].join('\n\n');
}

function formatOne(
  { finding, others }: MergedFinding,
  paint: Paint,
  depth: 'short' | 'explained',
): string {
  const { severity, source, at, message, given, allowed, fix, details = [] } = finding;
  const symbol = paint[severity](`${SYMBOL[severity]} ${severity}`);
  const place = source === undefined ? '' : ` ${source.line}:${source.column}`;
  const what = at === source?.file || at === finding.state ? message : `${at}: ${message}`;
  const frame = (codeFrame(finding) ?? []).map((line) => paint.dim(line));
  const lines = [`${symbol}${place} ${what} ${paint.dim(tellRule(finding))}`, ...frame.map(indent)];
  if (given !== undefined && !frame.join().includes(given)) lines.push(`    given:   ${given}`);
  if (allowed !== undefined) lines.push(`    allowed: ${allowed}`);
  if (fix !== undefined && fix !== '') lines.push(`    fix:     ${fix}`);
  if (others.length > 0) lines.push(`    also in: ${tellOthers(others)}`);
  if (depth === 'explained') lines.push(...details.map((line) => paint.dim(`    · ${line}`)));
  return lines.map((line) => `  ${line}`).join('\n');
}

function indent(line: string): string {
  return `    ${line}`;
}

function tellRule({ rule, code }: CheckedFinding): string {
  return code === undefined ? `[${rule}]` : `[${rule}] ${code}`;
}

/** States that are listed by name. */
const LISTED = 3;

function tellOthers(states: readonly string[]): string {
  const hidden = states.length - LISTED;
  const listed = states.slice(0, LISTED).join(', ');
  return hidden > 0 ? `${listed} and ${hidden} more` : listed;
}
