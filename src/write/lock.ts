import { dirname, join, resolve } from 'node:path';
import { explainErrors } from './explain-errors';
import type { FileSystem } from './file-system';
import { describeOwner, isAbandoned, newOwner } from './lock-owner';
import { lockOf } from './reserved-names';
import { removeTree } from './staging';
import { codeOf, ignore, WriteError } from './write-error';

/** The locks that this process holds now, by the names of their owners. */
const held = new Set<string>();

/** What removing a directory may say when somebody else was quicker: it is gone, or in use again. */
const notEmpty = ['ENOENT', 'ENOTEMPTY', 'EEXIST'];

/**
 * Runs an action while no other process publishes below the root. May be nested: `publish` and
 * `recover` can be called inside. The lock of a process of this host that is gone is taken over.
 *
 * The lock is a directory with one entry, which names its owner. It arrives by a rename, which
 * succeeds only while no other owner is in place: no moment shows a lock without an owner, and of
 * two processes that find the same abandoned lock only one gets it.
 *
 * @throws WriteError `ELOCKED` when another process holds the lock
 */
export function withLock<Result>(root: string, fs: FileSystem, action: () => Result): Result {
  const holder = explainErrors(root, 'publish', () => ownerOf(root, fs));
  if (holder !== undefined && held.has(holder)) return action();
  const madeFrom = explainErrors(root, 'publish', () => fs.makeDirectory(root));
  try {
    return runLocked(root, fs, action);
  } finally {
    if (madeFrom !== undefined) unmake(root, madeFrom, fs);
  }
}

function runLocked<Result>(root: string, fs: FileSystem, action: () => Result): Result {
  const owner = explainErrors(root, 'publish', () => acquire(root, fs));
  held.add(owner);
  try {
    sweep(root, fs);
    return action();
  } finally {
    held.delete(owner);
    release(root, owner, fs);
  }
}

function acquire(root: string, fs: FileSystem): string {
  const lock = lockOf(root);
  clearAbandoned(root, fs);
  const owner = newOwner();
  const draft = `${lock}.${owner}`;
  fs.makeDirectory(draft);
  try {
    fs.writeFile(join(draft, owner), '');
    fs.rename(draft, lock);
    return owner;
  } catch (error) {
    ignore(['ENOENT'], () => removeTree(draft, fs));
    const winner = ownerOf(root, fs);
    if (winner !== undefined) throw lockedBy(root, winner);
    // Somebody was quicker, and is gone already.
    if (codeOf(error) === 'ENOTEMPTY') return acquire(root, fs);
    throw error;
  }
}

function release(root: string, owner: string, fs: FileSystem): void {
  try {
    free(root, owner, fs);
  } catch {
    // The action's own result or failure tells more. The next run finds the lock abandoned.
  }
}

function clearAbandoned(root: string, fs: FileSystem): void {
  const owner = ownerOf(root, fs);
  if (owner === undefined) return removeFreeLock(root, fs);
  if (!isAbandoned(owner, held)) throw lockedBy(root, owner);
  free(root, owner, fs);
}

/** Frees the lock if it is this owner's, and only then. */
function free(root: string, owner: string, fs: FileSystem): void {
  ignore(['ENOENT'], () => fs.removeFile(join(lockOf(root), owner)));
  removeFreeLock(root, fs);
}

/** Removes a lock without an owner, which Windows does not rename onto; it may have one by now. */
function removeFreeLock(root: string, fs: FileSystem): void {
  ignore(notEmpty, () => fs.removeDirectory(lockOf(root)));
}

/** The owner of the lock; undefined while it is free. */
function ownerOf(root: string, fs: FileSystem): string | undefined {
  const lock = lockOf(root);
  const kind = fs.kindOf(lock);
  if (kind !== 'directory') return kind === undefined ? undefined : '';
  let owner: string | undefined;
  ignore(['ENOENT'], () => {
    owner = fs.readDirectory(lock)[0]?.name;
  });
  return owner;
}

/** Removes what processes that are gone left of their attempts at the lock. */
function sweep(root: string, fs: FileSystem): void {
  const prefix = `${lockOf(root)}.`;
  for (const { name, kind } of fs.readDirectory(root)) {
    const path = join(root, name);
    const owner = path.slice(prefix.length);
    const isDraft = kind === 'directory' && path.startsWith(prefix);
    if (isDraft && isAbandoned(owner, held)) removeTree(path, fs);
  }
}

function lockedBy(root: string, owner: string): WriteError {
  const lock = lockOf(root);
  return new WriteError(
    `cannot publish ${root}: ${describeOwner(owner)} publishes there (ELOCKED); wait until it ` +
      `has ended, or delete ${lock} if it is gone; nothing was changed`,
    lock,
    'ELOCKED',
  );
}

/** Takes back the directories made for the lock, unless something stands in them by now. */
function unmake(root: string, madeFrom: string, fs: FileSystem): void {
  const top = resolve(madeFrom);
  ignore(notEmpty, () => {
    for (let directory = resolve(root); ; directory = dirname(directory)) {
      fs.removeDirectory(directory);
      if (directory === top) return;
    }
  });
}
