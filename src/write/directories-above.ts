/** The directory that a relative path is in: `a/b/c` → `a/b`; `''` for the root. */
export function directoryOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

/** All directories above a relative path, nearest first, without the root: `a/b/c` → `a/b`, `a`. */
export function directoriesAbove(path: string): readonly string[] {
  const directories: string[] = [];
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    directories.push(path.slice(0, slash));
  }
  return directories;
}

/** Directories in the order in which they can be removed. */
export function deepestFirst(directories: Iterable<string>): readonly string[] {
  const depth = (directory: string): number => directory.split('/').length;
  return [...directories].sort((a, b) => depth(b) - depth(a));
}
