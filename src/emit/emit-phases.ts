import type { CompiledRelease } from '../compile/compile-release';
import type { Phase } from '../compile/phase';
import { hashListing, sha256 } from '../manifest/hash';
import type { Manifest } from '../manifest/manifest';
import { emitPhaseFiles, type FileLayout } from './phase-files';

/** The files of one phase, and their hashes. */
export interface EmittedPhase {
  /** Text by path relative to the phase's directory. */
  readonly files: ReadonlyMap<string, string>;
  /** SHA-256 of each file. */
  readonly hashes: ReadonlyMap<string, string>;
  /** Hash of the whole directory; see `hashFiles`. */
  readonly sha256: string;
}

/** The phases of a release and of its ways back, by their directories. A state that occurs twice is emitted once. */
export function emitPhases(
  release: CompiledRelease,
  layout: FileLayout,
): ReadonlyMap<string, EmittedPhase> {
  const states = new Map<readonly Manifest[], EmittedPhase>();
  const emit = ({ objects }: Phase): EmittedPhase => {
    const emitted = states.get(objects) ?? emitPhase(objects, layout);
    states.set(objects, emitted);
    return emitted;
  };
  const phases = new Map(release.phases.map((phase) => [phase.id, emit(phase)]));
  for (const [from, steps] of Object.entries(release.waysBack)) {
    for (const step of steps) phases.set(wayBackPath(from, step), emit(step));
  }
  return phases;
}

/** Directory of a step of the way back from a phase. */
export function wayBackPath(from: string, step: Phase): string {
  return `abort/from-${from}/${step.id}`;
}

function emitPhase(objects: readonly Manifest[], layout: FileLayout): EmittedPhase {
  const files = emitPhaseFiles(objects, layout);
  const hashes = new Map([...files].map(([path, text]) => [path, sha256(text)]));
  return { files, hashes, sha256: hashListing(hashes) };
}
