import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { WriteError } from '../../src/write/write-error';

/** A new directory for one test, removed after it. */
export function makeScratch(): string {
  const scratch = mkdtempSync(join(tmpdir(), 'write-'));
  made.push(scratch);
  return scratch;
}

const made: string[] = [];

afterEach(() => {
  for (const scratch of made.splice(0)) rmSync(scratch, { recursive: true, force: true });
});

/** Writes files below a root, without our own code. */
export function plant(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** All that stands below a root, hidden or not, read without our own code; directories end in `/`. */
export function look(root: string): Record<string, string> {
  const entries = readdirSync(root, { withFileTypes: true, recursive: true });
  const found = entries.map((entry): [string, string] => {
    const path = join(entry.parentPath, entry.name);
    const below = path.slice(root.length + 1);
    if (entry.isDirectory()) return [`${below}/`, ''];
    return [below, entry.isFile() ? readFileSync(path, 'utf8') : 'special'];
  });
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The files of a record as a publication takes them. */
export function filesOf(files: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(files));
}

/** The WriteError that an action ends with. */
export function errorOf(action: () => unknown): WriteError {
  try {
    action();
  } catch (error) {
    if (error instanceof WriteError) return error;
    throw error;
  }
  throw new Error('expected a WriteError');
}
