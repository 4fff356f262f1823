/** A publication that could not be made: one line that says what, where and what to do. */
export class WriteError extends Error {
  override readonly name = 'WriteError';
  /** The file or directory concerned, below the root as the caller wrote it. */
  readonly path: string;
  /**
   * The code of node:fs (`ENOSPC`, `EACCES`, `EISDIR` …), `EINVAL` for a path that cannot be
   * published, `ELOCKED` when another process publishes, `EJOURNAL` for an unreadable journal.
   */
  readonly code: string;

  constructor(message: string, path: string, code: string) {
    super(message);
    this.path = path;
    this.code = code;
  }
}

/** The `code` of an error of node:fs; undefined for every other error. */
export function codeOf(error: unknown): string | undefined {
  // No instanceof: in a test runner's realm the errors of node:fs are not instances of its Error.
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Runs an action on the disk and ignores the failures that these codes stand for. */
export function ignore(codes: readonly string[], action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!codes.includes(codeOf(error) ?? '')) throw error;
  }
}
