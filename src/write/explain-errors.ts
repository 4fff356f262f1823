import { join } from 'node:path';
import { RESERVED_PREFIX, stagedTreeOf, stagingOf } from './reserved-names';
import { codeOf, WriteError } from './write-error';

/** What the disk failed at: to `finish` means that the publication is decided and partly in place. */
type Task = 'read' | 'publish' | 'finish';

/** Runs an action below a root; failures of the disk become one line for people. */
export function explainErrors<Result>(root: string, task: Task, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    const code = codeOf(error);
    if (error instanceof WriteError || code === undefined) throw error;
    throw explain(root, task, error as NodeJS.ErrnoException, code);
  }
}

function explain(
  root: string,
  task: Task,
  error: NodeJS.ErrnoException & { readonly dest?: string },
  code: string,
): WriteError {
  // People know a file by its place, not by where it is staged, and the root, not what we put there.
  const place = (error.dest ?? error.path ?? root).replace(stagedTreeOf(root), () => root);
  const path = place.startsWith(join(root, RESERVED_PREFIX)) ? root : place;
  const [reason, fix] = reasons[code] ?? [error.message, 'remove the cause and run again'];
  return new WriteError(
    `cannot ${task} ${path}: ${reason} (${code}); ${fix}; ${outcomes[task](root)}`,
    path,
    code,
  );
}

const outcomes: Readonly<Record<Task, (root: string) => string>> = {
  read: () => 'nothing was changed',
  publish: () => 'nothing was changed',
  finish: (root) => `the next run puts the rest in place, from ${stagingOf(root)}`,
};

const permission = [
  'permission denied',
  'allow this user to use it or choose another place',
] as const;
const fullDisk = ['no space left', 'free some space and run again'] as const;
const inTheWay = ['something else stands there', 'move it away or choose another place'] as const;

const reasons: Readonly<Record<string, readonly [reason: string, fix: string]>> = {
  EACCES: permission,
  EPERM: permission,
  EROFS: ['the file system is read-only', 'choose another place'],
  ENOSPC: fullDisk,
  EDQUOT: fullDisk,
  ENOTDIR: ['a file stands where a directory has to be', 'move it away or choose another place'],
  EISDIR: ['a directory stands where a file has to be', 'move it away or choose another place'],
  EEXIST: inTheWay,
  ENOTEMPTY: inTheWay,
  ENOENT: ['it has disappeared', 'run again while nothing else changes the directory'],
  EBUSY: ['another program uses it', 'close that program and run again'],
  EMFILE: ['too many open files', 'raise the limit of open files and run again'],
  ENAMETOOLONG: ['the name is too long', 'shorten the names or choose another place'],
  EXDEV: ['another file system is mounted there', 'publish to that directory itself'],
  EIO: ['the disk failed', 'check the disk'],
};
