import { checkObstacles } from './check-obstacles';
import { explainErrors } from './explain-errors';
import { type FileSystem, nodeFileSystem } from './file-system';
import { type Journal, readJournal } from './journal';
import { withLock } from './lock';
import { listFiles } from './read-tree';
import { RESERVED_PREFIX, stagedTreeOf, stagingOf } from './reserved-names';
import { rollForward } from './roll-forward';
import { removeTree } from './staging';
import { type Survey, surveyOf } from './survey';
import { WriteError } from './write-error';

/** What an interrupted publication needed: nothing, to be undone, or to be finished. */
export type Recovery = 'clean' | 'rolled-back' | 'rolled-forward';

/**
 * Repairs what an interrupted publication left: afterwards either none or all of it is in place.
 * @throws WriteError `ELOCKED` while another process publishes, or when the repair is impossible
 */
export function recover(root: string, fs: FileSystem = nodeFileSystem): Recovery {
  return explainErrors(root, 'publish', () => {
    if (isSettled(surveyOf(root, fs))) return 'clean';
    return withLock(root, fs, () => finishInterrupted(root, fs));
  });
}

/** Whether no publication is running or interrupted below the root. */
export function isSettled(survey: Survey): boolean {
  return ![...survey.entriesOf('').keys()].some((name) => name.startsWith(RESERVED_PREFIX));
}

/** Recovers while the caller holds the lock. */
export function finishInterrupted(root: string, fs: FileSystem): Recovery {
  const staging = stagingOf(root);
  const kind = fs.kindOf(staging);
  if (kind === undefined) return 'clean';
  if (kind !== 'directory') throw notOurs(staging);
  const journal = readJournal(root, fs);
  if (journal === undefined) {
    // An empty one was just begun, or was ended but for this.
    const isEmpty = fs.readDirectory(staging).length === 0;
    removeTree(staging, fs);
    return isEmpty ? 'clean' : 'rolled-back';
  }
  checkJournal(root, journal, fs);
  rollForward(root, journal, fs);
  return 'rolled-forward';
}

/** The disk may have changed since the publication was decided: check all once more. */
function checkJournal(root: string, journal: Journal, fs: FileSystem): void {
  const tree = stagedTreeOf(root);
  const written = fs.kindOf(tree) === 'directory' ? listFiles(tree, fs) : [];
  checkObstacles(root, { written, removed: journal.remove }, surveyOf(root, fs), fs);
}

function notOurs(staging: string): WriteError {
  return new WriteError(
    `cannot use ${staging}: it is not a directory (ENOTDIR); delete it; nothing was changed`,
    staging,
    'ENOTDIR',
  );
}
