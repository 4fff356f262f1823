import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Problem } from '../check/source/problem';
import { unreadable } from './check-read';
import { findPhases, type PhasedDirectory } from './check-phases';

/** What is below a directory. */
export interface Tree {
  /** Manifests that are in no phase, sorted. */
  readonly files: readonly string[];
  /** Directories of phases: each phase is a state of its own. */
  readonly phased: readonly PhasedDirectory[];
  readonly problems: readonly Problem[];
}

/**
 * Finds the manifests below a directory, whatever is in the way. Directories that begin with a point
 * and `node_modules` are left out. A link is followed once.
 */
export function walkDirectory(root: string): Tree {
  const tree = {
    files: [] as string[],
    phased: [] as PhasedDirectory[],
    problems: [] as Problem[],
  };
  const walk: Walk = { ...tree, root: undefined, seen: new Set() };
  visit(walk, root, []);
  return { ...tree, files: tree.files.sort() };
}

interface Walk {
  readonly files: string[];
  readonly phased: PhasedDirectory[];
  readonly problems: Problem[];
  root: string | undefined;
  readonly seen: Set<string>;
}

const MANIFEST = /\.(?:ya?ml|json)$/i;

/** Files of ours, and of npm, which hold no manifests though their names end alike. */
const OTHER = /^(?:release|position|package|package-lock|tsconfig)\.json$/;

function visit(walk: Walk, directory: string, above: readonly string[]): void {
  let entries: readonly Dirent[];
  let real: string;
  try {
    real = realpathSync(directory);
    if (above.includes(real)) {
      const message = `a link leads back to ${real}, which is above it`;
      walk.problems.push({ rule: 'directory-loop', file: slashed(directory), message });
      return;
    }
    if (walk.seen.has(real)) return;
    walk.seen.add(real);
    walk.root ??= real;
    entries = readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    walk.problems.push(unreadable(slashed(directory), error));
    return;
  }
  const phases = findPhases(directory, entries);
  if (phases !== undefined) walk.phased.push(phases);
  for (const entry of entries) {
    const isPhase = phases?.names.has(entry.name) === true;
    if (!isPhase) visitEntry(walk, directory, entry, [...above, real]);
  }
}

function visitEntry(walk: Walk, directory: string, entry: Dirent, above: readonly string[]): void {
  const path = join(directory, entry.name);
  const kind = entry.isSymbolicLink() ? followLink(walk, path) : kindOf(entry);
  const isHidden = entry.name.startsWith('.') || entry.name === 'node_modules';
  if (kind === 'directory' && !isHidden) visit(walk, path, above);
  if (kind === 'file' && MANIFEST.test(entry.name) && !OTHER.test(entry.name)) {
    walk.files.push(slashed(path));
  }
}

type Kind = 'directory' | 'file' | 'other';

/** What a link leads to; a file that is below the same root is met there. */
function followLink(walk: Walk, path: string): Kind {
  try {
    const kind = kindOf(statSync(path));
    if (kind !== 'file') return kind;
    return realpathSync(path).startsWith(`${walk.root ?? ''}${sep}`) ? 'other' : 'file';
  } catch (error) {
    if (MANIFEST.test(path)) walk.problems.push(unreadable(slashed(path), error));
    return 'other';
  }
}

function kindOf(entry: Pick<Dirent, 'isDirectory' | 'isFile'>): Kind {
  if (entry.isDirectory()) return 'directory';
  return entry.isFile() ? 'file' : 'other';
}

function slashed(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}
