import type { ExitCode } from './exit-codes';

/** Ends the command: one line that says what and where, the exit code, and what to do. */
export class CliError extends Error {
  override readonly name = 'CliError';

  constructor(
    readonly exitCode: ExitCode,
    /** What is wrong, lower case, no full stop. */
    message: string,
    /** What to do about it. */
    readonly fix?: string,
  ) {
    super(message);
  }
}
