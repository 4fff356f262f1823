import type { Severity } from '../../finding/finding';
import type { CheckedFinding, CheckResult } from '../checked-finding';
import { atLeast, countResult } from './count-result';
import { mergeAlike } from './merge-alike';

/**
 * Annotations of GitHub Actions, one workflow command a line:
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions. A last line for the
 * log counts.
 */
export function formatGithub({ findings, counts }: CheckResult, minSeverity: Severity): string {
  const shown = mergeAlike(atLeast(findings, minSeverity));
  return [...shown.map(({ finding }) => annotation(finding)), countResult(findings, counts)].join(
    '\n',
  );
}

const COMMAND: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
};

function annotation({ severity, source, rule, code, at, message, fix }: CheckedFinding): string {
  const properties = [
    ...(source === undefined
      ? []
      : [
          ['file', source.file],
          ['line', source.line],
          ['col', source.column],
          ['endLine', source.endLine],
          ['endColumn', source.endColumn],
        ]),
    ['title', code === undefined ? rule : `${rule} (${code})`],
  ].filter(([, value]) => value !== undefined);
  const listed = properties.map(([name, value]) => `${String(name)}=${property(String(value))}`);
  const text = fix === undefined || fix === '' ? message : `${message}\nfix: ${fix}`;
  return `::${COMMAND[severity]} ${listed.join(',')}::${data(at === source?.file ? text : `${at}: ${text}`)}`;
}

/** https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
