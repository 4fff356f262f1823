import { join } from 'node:path';
import { deepestFirst, directoriesAbove } from './directories-above';
import { explainErrors } from './explain-errors';
import type { FileSystem } from './file-system';
import type { Journal } from './journal';
import { journalOf, stagedTreeOf, stagingOf } from './reserved-names';
import { removeTree } from './staging';
import { type Survey, surveyOf } from './survey';
import { ignore } from './write-error';

/**
 * Does what a decided publication has left to do. May be interrupted anywhere and run again:
 * what is done already is found done.
 */
export function rollForward(root: string, journal: Journal, fs: FileSystem): void {
  explainErrors(root, 'finish', () => {
    // First the removals: a new file may take the place of an old directory, or the other way round.
    remove(root, journal.remove, surveyOf(root, fs), fs);
    const tree = stagedTreeOf(root);
    if (fs.kindOf(tree) === 'directory') moveInto(tree, root, fs);
    fs.removeFile(journalOf(root));
    removeTree(stagingOf(root), fs);
  });
}

function remove(root: string, paths: readonly string[], survey: Survey, fs: FileSystem): void {
  // Only exact names count: without case, a name of the journal may be that of a new file by now.
  for (const path of paths) {
    if (survey.kindAt(path) === 'file') fs.removeFile(join(root, path));
  }
  for (const directory of deepestFirst(new Set(paths.flatMap(directoriesAbove)))) {
    if (survey.kindAt(directory) !== 'directory') continue;
    ignore(['ENOTEMPTY', 'EEXIST', 'ENOENT'], () => fs.removeDirectory(join(root, directory)));
  }
}

/** A directory that has no counterpart yet arrives whole, in one rename. */
function moveInto(from: string, to: string, fs: FileSystem): void {
  for (const { name, kind } of fs.readDirectory(from)) {
    const [source, target] = [join(from, name), join(to, name)];
    const isMerged = kind === 'directory' && fs.kindOf(target) === 'directory';
    if (isMerged) moveInto(source, target, fs);
    else fs.rename(source, target);
  }
  fs.removeDirectory(from);
}
