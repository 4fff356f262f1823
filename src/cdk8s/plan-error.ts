import type { Finding } from '../finding/finding';
import { formatFindings } from '../finding/format-findings';

const PLAN_ERROR = Symbol.for('cdk8s-canary.PlanError');

/** Thrown by `ReleaseApp.synth()` when a finding is an error. Nothing has been written. */
export class PlanError extends Error {
  /** Whether a value is a PlanError, of this or of another installed copy of the package. */
  static isPlanError(this: void, value: unknown): value is PlanError {
    return typeof value === 'object' && value !== null && PLAN_ERROR in value;
  }

  constructor(
    /** All findings, not only the errors. */
    readonly findings: readonly Finding[],
  ) {
    super(formatFindings(findings));
    this.name = 'PlanError';
    // Node prints the stack of an uncaught error: the findings are what its reader needs
    this.stack = `PlanError: nothing was written\n\n${this.message}`;
    Object.defineProperty(this, PLAN_ERROR, { value: true });
  }
}
