import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];

afterAll(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
});

/** A new directory, removed when the tests of the file are over. */
export function makeScratch(): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'cdk8s-')));
  made.push(directory);
  return directory;
}

/** The files below a directory, by path. */
export function filesBelow(root: string): Readonly<Record<string, string>> {
  const entries = readdirSync(root, { withFileTypes: true, recursive: true });
  const found = entries
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [
        path.slice(root.length + 1).replaceAll('\\', '/'),
        readFileSync(path, 'utf8'),
      ] as const;
    });
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}
