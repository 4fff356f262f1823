import { createHash } from 'node:crypto';

/** SHA-256 of a text, in lower-case hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** One SHA-256 for a set of files: their relative paths and contents, in the order of the paths. */
export function hashFiles(files: ReadonlyMap<string, string>): string {
  const paths = [...files.keys()].sort();
  return sha256(paths.map((path) => `${path}\n${sha256(files.get(path) ?? '')}\n`).join(''));
}
