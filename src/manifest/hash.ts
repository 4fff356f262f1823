import { hash } from 'node:crypto';

/** SHA-256 of a text, in lower-case hex. */
export function sha256(text: string): string {
  return hash('sha256', text);
}

/** One SHA-256 for a set of files: their relative paths and contents, in the order of the paths. */
export function hashFiles(files: ReadonlyMap<string, string>): string {
  return hashListing(new Map([...files].map(([path, text]) => [path, sha256(text)])));
}

/** The SHA-256 of `hashFiles`, of files whose own hashes are known. */
export function hashListing(hashes: ReadonlyMap<string, string>): string {
  const paths = [...hashes.keys()].sort();
  return sha256(paths.map((path) => `${path}\n${hashes.get(path) ?? ''}\n`).join(''));
}
