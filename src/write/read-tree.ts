import { join } from 'node:path';
import { explainErrors } from './explain-errors';
import { type FileSystem, nodeFileSystem } from './file-system';
import { RESERVED_PREFIX } from './reserved-names';

/**
 * All regular files below a root, by relative path with forward slashes, sorted; none when the
 * root is missing. Our own staging area and lock are left out; links are not followed.
 * @throws WriteError when something cannot be read
 */
export function readTree(root: string, fs: FileSystem = nodeFileSystem): Map<string, string> {
  return explainErrors(root, 'read', () => {
    const paths = fs.kindOf(root) === undefined ? [] : listFiles(root, fs);
    return new Map(paths.map((path) => [path, fs.readFile(join(root, path))]));
  });
}

/** The relative paths of all regular files below a directory, sorted. */
export function listFiles(directory: string, fs: FileSystem): readonly string[] {
  const paths: string[] = [];
  const visit = (below: string): void => {
    for (const { name, kind } of fs.readDirectory(join(directory, below))) {
      if (name.startsWith(RESERVED_PREFIX)) continue;
      if (kind === 'directory') visit(`${below}${name}/`);
      if (kind === 'file') paths.push(`${below}${name}`);
    }
  };
  visit('');
  return paths.sort();
}
