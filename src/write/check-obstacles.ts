import { join } from 'node:path';
import { deepestFirst, directoriesAbove, directoryOf } from './directories-above';
import type { FileSystem } from './file-system';
import type { Changes } from './publication';
import type { Survey } from './survey';
import { WriteError } from './write-error';

/** The changes that something on the disk can stand in the way of. */
type PlannedChanges = Pick<Changes, 'written' | 'removed'>;

/**
 * Refuses changes that cannot be made where things stand now, so that nothing is begun that
 * cannot be ended. Files that the same changes remove are no obstacle.
 * @throws WriteError `EISDIR`, `ENOTDIR`, or what the file system says of a directory without
 * permission to write
 */
export function checkObstacles(
  root: string,
  { written, removed }: PlannedChanges,
  survey: Survey,
  fs: FileSystem,
): void {
  const empties = emptiedDirectories(removed, survey);
  for (const path of written) {
    if (survey.kindAt(path) === 'directory' && !empties.has(path)) {
      throw obstacle(join(root, path), 'a directory', 'file', 'EISDIR');
    }
  }
  const going = new Set(removed);
  for (const directory of withDirectoriesAbove(parentsOf(written))) {
    const kind = survey.kindAt(directory);
    if (kind === undefined || kind === 'directory') continue;
    if (kind === 'file' && going.has(directory)) continue;
    const what = kind === 'file' ? 'a file' : 'a symbolic link or a special file';
    throw obstacle(join(root, directory), what, 'directory', 'ENOTDIR');
  }
  const parents = parentsOf([...written, ...removed, ...empties]);
  for (const directory of nearestDirectories(parents, survey)) {
    fs.checkWritable(join(root, directory));
  }
}

/** The directories that are gone once the removed files are: those above them with nothing else. */
function emptiedDirectories(removed: readonly string[], survey: Survey): ReadonlySet<string> {
  const going = new Set(removed);
  const empties = new Set<string>();
  const above = new Set(removed.flatMap(directoriesAbove));
  for (const directory of deepestFirst(above)) {
    if (survey.kindAt(directory) !== 'directory') continue;
    const names = [...survey.entriesOf(directory).keys()].map((name) => `${directory}/${name}`);
    if (names.every((name) => going.has(name) || empties.has(name))) empties.add(directory);
  }
  return empties;
}

/** The directories that the paths are in, without the root. */
function parentsOf(paths: readonly string[]): ReadonlySet<string> {
  const parents = new Set<string>();
  for (const path of paths) parents.add(directoryOf(path));
  parents.delete('');
  return parents;
}

/** The directories and all above them, without the root. */
function withDirectoriesAbove(directories: Iterable<string>): ReadonlySet<string> {
  const all = new Set<string>();
  for (let directory of directories) {
    for (; directory !== '' && !all.has(directory); directory = directoryOf(directory)) {
      all.add(directory);
    }
  }
  return all;
}

/**
 * Of each directory, itself or the first one above it that exists. Not the root: whether that can
 * be written shows when the lock is made.
 */
function nearestDirectories(directories: Iterable<string>, survey: Survey): ReadonlySet<string> {
  const nearest = new Set<string>();
  const seen = new Set<string>();
  for (let directory of directories) {
    for (; directory !== '' && !seen.has(directory); directory = directoryOf(directory)) {
      seen.add(directory);
      if (survey.kindAt(directory) !== 'directory') continue;
      nearest.add(directory);
      break;
    }
  }
  return nearest;
}

function obstacle(path: string, found: string, needed: string, code: string): WriteError {
  return new WriteError(
    `cannot write ${path}: ${found} stands where a ${needed} has to be (${code}); ` +
      `move it away or choose another place; nothing was changed`,
    path,
    code,
  );
}
