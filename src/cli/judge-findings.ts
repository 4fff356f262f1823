import type { Finding } from '../finding/finding';
import { EXIT, type ExitCode } from './exit-codes';

/** Rules whose errors are not about the plan: somebody edited `live/`, or is moving it now. */
const OTHER_CODES: readonly (readonly [rule: string, code: ExitCode])[] = [
  ['live-edited', EXIT.different],
  ['live-busy', EXIT.notYet],
];

/** The exit code that findings ask for. */
export function judgeFindings(findings: readonly Finding[]): ExitCode {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return EXIT.ok;
  const other = OTHER_CODES.find(([rule]) => errors.every((error) => error.rule === rule));
  return other?.[1] ?? EXIT.findings;
}
