import type { CompiledRelease } from '../compile/compile-release';
import type { Phase } from '../compile/phase';
import { hashListing, sha256 } from '../manifest/hash';
import type { Manifest } from '../manifest/manifest';
import {
  createSharedTexts,
  emitPhaseFiles,
  type FileLayout,
  type SharedTexts,
} from './phase-files';

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
  const shared: Shared = { ...createSharedTexts(), hashes: new Map() };
  const emit = ({ objects }: Phase): EmittedPhase => {
    const emitted = states.get(objects) ?? emitPhase(objects, layout, shared);
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

/** What the phases of a release have in common; hashes are by text, of short ones. */
interface Shared extends SharedTexts {
  readonly hashes: Map<string, string>;
}

function emitPhase(objects: readonly Manifest[], layout: FileLayout, shared: Shared): EmittedPhase {
  const files = emitPhaseFiles(objects, layout, shared);
  const hashes = new Map<string, string>();
  for (const [path, text] of files) {
    hashes.set(path, hashOf(text, shared));
  }
  return { files, hashes, sha256: hashListing(hashes) };
}

/** A longer text is hashed as quickly as it is looked up. */
const LONGEST_REMEMBERED = 2048;

function hashOf(text: string, { hashes }: Shared): string {
  if (text.length > LONGEST_REMEMBERED) return sha256(text);
  const hash = hashes.get(text) ?? sha256(text);
  hashes.set(text, hash);
  return hash;
}
