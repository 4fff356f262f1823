import { checkObstacles } from './check-obstacles';
import { checkPaths } from './check-paths';
import { findChanges, isPublished } from './compare-publication';
import { explainErrors } from './explain-errors';
import { type FileSystem, nodeFileSystem } from './file-system';
import { type Journal, writeJournal } from './journal';
import { withLock } from './lock';
import type { Changes, Publication } from './publication';
import { finishInterrupted, isSettled } from './recover';
import { stagingOf } from './reserved-names';
import { rollForward } from './roll-forward';
import { removeTree, stageFiles } from './staging';
import { surveyOf } from './survey';

/**
 * Publishes files: all of them or, when it fails or is interrupted, none of them. Unchanged files
 * are not touched; when nothing changes, nothing is written at all. An interrupted publication
 * into the same root is repaired first. May be called inside `withLock`.
 * @throws WriteError one line: what, where, what to do
 */
export function publish(publication: Publication, fs: FileSystem = nodeFileSystem): Changes {
  const { root, files } = publication;
  checkPaths(publication);
  return explainErrors(root, 'publish', () => {
    const survey = surveyOf(root, fs);
    if (isSettled(survey) && isPublished(publication, survey, fs)) {
      return { written: [], unchanged: [...files.keys()].sort(), removed: [] };
    }
    return withLock(root, fs, () => publishLocked(publication, fs));
  });
}

function publishLocked(publication: Publication, fs: FileSystem): Changes {
  const { root } = publication;
  finishInterrupted(root, fs);
  // Another process may have published since the first look.
  const survey = surveyOf(root, fs);
  const changes = findChanges(publication, survey, fs);
  if (changes.written.length === 0 && changes.removed.length === 0) return changes;
  checkObstacles(root, changes, survey, fs);
  const journal: Journal = { schemaVersion: 1, remove: changes.removed };
  prepare(publication, changes, journal, fs);
  rollForward(root, journal, fs);
  return changes;
}

/** Stages everything and decides; until then nothing old is touched, and a failure leaves nothing. */
function prepare(
  publication: Publication,
  { written }: Changes,
  journal: Journal,
  fs: FileSystem,
): void {
  try {
    stageFiles(publication, written, fs);
    writeJournal(publication.root, journal, fs);
  } catch (error) {
    discard(publication.root, fs);
    throw error;
  }
}

function discard(root: string, fs: FileSystem): void {
  try {
    removeTree(stagingOf(root), fs);
  } catch {
    // The first failure tells more, and the next run discards what is left.
  }
}
