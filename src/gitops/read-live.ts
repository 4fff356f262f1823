import type { ReleaseJson } from '../emit/release-json';
import type { Manifest } from '../manifest/manifest';
import { type FileSystem, nodeFileSystem } from '../write/file-system';
import { readTree } from '../write/read-tree';
import { recover } from '../write/recover';
import { WriteError } from '../write/write-error';
import type { Files } from './files';
import { type LiveState, parseLiveState } from './live-state';
import { baselineOf, phaseFiles } from './parse-release';
import type { Position } from './position';
import { readManifests } from './read-documents';
import { isRefusal, type Refusal, refuse } from './refusal';

/** What is live of a release: where a new one starts from. */
export type Live = { readonly kind: 'empty' } | PresentLive;

/** A release that has been started: in flight, or ended. */
export interface PresentLive {
  readonly kind: 'present';
  readonly position: Position;
  /** The release that was compiled for this position. */
  readonly pinned: ReleaseJson;
  /** The objects of the pinned `000-baseline`, in the order of its `kustomization.yaml`. */
  readonly baseline: readonly Manifest[];
  /** The objects of `current/`, in the order of its `kustomization.yaml`. */
  readonly current: readonly Manifest[];
  /** The files of `current/`, relative to it. */
  readonly currentFiles: Files;
}

/**
 * Reads what is live in `live/[<environment>/]<release>/`. Refuses with 3 what was edited by hand.
 * Writes nothing, but for the repair of an interrupted move.
 * @throws WriteError when the disk fails
 */
export function readLive(directory: string, fs: FileSystem = nodeFileSystem): Live | Refusal {
  const state = readRepaired(directory, fs);
  if (isRefusal(state)) return state;
  if (state.kind === 'empty') return { kind: 'empty' };
  const { position, pinned, current } = state;
  return {
    kind: 'present',
    position,
    pinned: pinned.json,
    baseline: readManifests(phaseFiles(pinned, baselineOf(pinned))),
    current: readManifests(current),
    currentFiles: current,
  };
}

function readRepaired(directory: string, fs: FileSystem): LiveState | Refusal {
  try {
    recover(directory, fs);
  } catch (error) {
    if (!(error instanceof WriteError) || error.code !== 'ELOCKED') throw error;
    return refuse(75, `a move is at work: ${error.message}`, 'try again when it has ended');
  }
  return parseLiveState(readTree(directory, fs), directory);
}
