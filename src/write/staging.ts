import { join } from 'node:path';
import { directoryOf } from './directories-above';
import type { FileSystem } from './file-system';
import type { Publication } from './publication';
import { stagedTreeOf } from './reserved-names';

/** Writes the files completely below the staging directory; a full disk shows here. */
export function stageFiles(
  { root, files }: Publication,
  written: readonly string[],
  fs: FileSystem,
): void {
  const tree = stagedTreeOf(root);
  fs.makeDirectory(tree);
  const made = new Set(['']);
  for (const path of written) {
    makeTopDown(tree, directoryOf(path), made, fs);
    // checked paths need no join, which costs as much as the rest of a small file
    fs.writeFile(`${tree}/${path}`, files.get(path) ?? '');
  }
}

/** Removes a directory of our own with everything in it; links are removed, never followed. */
export function removeTree(directory: string, fs: FileSystem): void {
  for (const { name, kind } of fs.readDirectory(directory)) {
    const path = join(directory, name);
    if (kind === 'directory') removeTree(path, fs);
    else fs.removeFile(path);
  }
  fs.removeDirectory(directory);
}

/** Each directory is made once, after the one above it: a call that fails costs more than one that works. */
function makeTopDown(tree: string, directory: string, made: Set<string>, fs: FileSystem): void {
  if (made.has(directory)) return;
  makeTopDown(tree, directoryOf(directory), made, fs);
  fs.makeDirectory(`${tree}/${directory}`);
  made.add(directory);
}
