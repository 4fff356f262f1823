import { join } from 'node:path';

/** What the names of all our own files below a root begin with; no published path may contain it. */
export const RESERVED_PREFIX = '.cdk8s-canary-';

/** The directory below a root that holds what is not in place yet. */
export function stagingOf(root: string): string {
  return join(root, `${RESERVED_PREFIX}staging`);
}

/** The staged files, laid out as below the root. */
export function stagedTreeOf(root: string): string {
  return join(stagingOf(root), 'tree');
}

/** The file whose existence says that everything is staged: from here on it only goes forward. */
export function journalOf(root: string): string {
  return join(stagingOf(root), 'journal.json');
}

/** The directory that the process which publishes holds; the entry in it names the holder. */
export function lockOf(root: string): string {
  return join(root, `${RESERVED_PREFIX}lock`);
}
