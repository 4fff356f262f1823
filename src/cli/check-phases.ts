import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A directory whose subdirectories are states that follow each other. */
export interface PhasedDirectory {
  /** The phases forward, in order. */
  readonly forward: readonly string[];
  /** The ways back, by the index of the phase that they lead from. */
  readonly back: readonly { readonly from: number; readonly phases: readonly string[] }[];
  /** Names in the directory that belong to phases. */
  readonly names: ReadonlySet<string>;
}

/** How the directory of a phase is named: `030-canary-20`. */
const PHASE = /^\d{3}-\S/;

/** Finds the phases of a directory: of one with a `release.json`, or with two of them at least. */
export function findPhases(
  directory: string,
  entries: readonly Dirent[],
): PhasedDirectory | undefined {
  const ids = entries
    .filter((entry) => entry.isDirectory() && PHASE.test(entry.name))
    .map(({ name }) => name)
    .sort();
  const isRelease = entries.some(({ name }) => name === 'release.json');
  if (ids.length < (isRelease ? 1 : 2)) return undefined;
  const back = ids.flatMap((id, from) => {
    const way = join(directory, 'abort', `from-${id}`);
    const phases = phasesIn(way).map((name) => join(way, name));
    return phases.length === 0 ? [] : [{ from, phases }];
  });
  return {
    forward: ids.map((id) => join(directory, id)),
    back,
    names: new Set([...ids, ...(back.length === 0 ? [] : ['abort'])]),
  };
}

function phasesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory)
      .filter((name) => PHASE.test(name))
      .sort();
  } catch {
    return [];
  }
}
