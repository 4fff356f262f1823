import type { Severity } from '../../finding/finding';
import type { CheckedFinding, CheckResult } from '../checked-finding';
import { codeFrame } from './code-frame';
import { atLeast } from './count-result';

/**
 * A report as JUnit's: each file with findings is a suite, each finding a test case that failed.
 * Errors are failures; what is less passes, with its text as output. Without findings one case passes.
 */
export function formatJunit({ findings }: CheckResult, minSeverity: Severity): string {
  const shown = atLeast(findings, minSeverity);
  const files = new Map<string, CheckedFinding[]>();
  for (const finding of shown) {
    const file = finding.source?.file ?? finding.state;
    const group = files.get(file);
    if (group === undefined) files.set(file, [finding]);
    else group.push(finding);
  }
  const suites = [...files].map(([file, group]) => suite(file, group));
  if (suites.length === 0) suites.push(passed());
  const totals = `tests="${Math.max(shown.length, 1)}" failures="${countErrors(shown)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="cdk8s-canary check" ${totals}>`,
    ...suites,
    '</testsuites>',
  ].join('\n');
}

function suite(file: string, findings: readonly CheckedFinding[]): string {
  const totals = `tests="${findings.length}" failures="${countErrors(findings)}"`;
  return [
    `  <testsuite name="${escape(file)}" ${totals}>`,
    ...findings.map((finding) => testCase(file, finding)),
    '  </testsuite>',
  ].join('\n');
}

function passed(): string {
  return [
    '  <testsuite name="cdk8s-canary check" tests="1" failures="0">',
    '    <testcase name="no findings" classname="cdk8s-canary" />',
    '  </testsuite>',
  ].join('\n');
}

function testCase(file: string, finding: CheckedFinding): string {
  const { rule, code, source, severity, at, message, fix } = finding;
  const line = source === undefined ? '' : ` line="${source.line}"`;
  const name = `${code === undefined ? rule : `${rule} (${code})`}: ${at}`;
  const place = source === undefined ? file : `${file}:${source.line}:${source.column}`;
  const text = [place, message, ...(codeFrame(finding) ?? []), ...(fix ? [`fix: ${fix}`] : [])];
  const body = escape(text.join('\n'));
  const inner =
    severity === 'error'
      ? `<failure message="${escape(message)}" type="${escape(rule)}">${body}</failure>`
      : `<system-out>${severity}: ${body}</system-out>`;
  return [
    `    <testcase name="${escape(name)}" classname="${escape(rule)}" file="${escape(file)}"${line}>`,
    `      ${inner}`,
    '    </testcase>',
  ].join('\n');
}

function countErrors(findings: readonly CheckedFinding[]): number {
  return findings.filter(({ severity }) => severity === 'error').length;
}

/** Text for XML 1.0, which has no place for most control characters. */
function escape(text: string): string {
  return text
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff](?![\udc00-\udfff])/g, '?')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
}
