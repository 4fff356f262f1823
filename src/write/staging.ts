import { join } from 'node:path';
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
  const made = new Set<string>();
  fs.makeDirectory(tree);
  for (const path of written) {
    const directory = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
    if (directory !== '' && !made.has(directory)) {
      fs.makeDirectory(join(tree, directory));
      made.add(directory);
    }
    fs.writeFile(join(tree, path), files.get(path) ?? '');
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
