import type { Severity } from '../../finding/finding';
import type { CheckedFinding, CheckResult } from '../checked-finding';

/** The result for programs: one JSON value. It grows by addition only. */
export function formatJson({ findings, counts }: CheckResult, minSeverity: Severity): string {
  const shown = findings.filter(
    ({ severity, suppression }) =>
      suppression !== undefined || ORDER.indexOf(severity) <= ORDER.indexOf(minSeverity),
  );
  const ok = findings.every(({ severity }) => severity !== 'error');
  const json = {
    schemaVersion: 1,
    ok,
    counts: { ...counts, ...countSeverities(findings) },
    findings: shown.map(jsonOf),
  };
  return JSON.stringify(json, null, 2);
}

const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

function countSeverities(findings: readonly CheckedFinding[]): Readonly<Record<string, number>> {
  const open = findings.filter(({ suppression }) => suppression === undefined);
  const count = (severity: Severity): number =>
    open.filter((finding) => finding.severity === severity).length;
  return {
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
    allowed: findings.length - open.length,
  };
}

function jsonOf({ lineText: _, ...finding }: CheckedFinding): unknown {
  return finding;
}
