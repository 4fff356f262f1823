import type { ReleaseFiles } from '../emit/release-files';
import type { PhaseJson } from '../emit/release-json';
import { hashFiles, sha256 } from '../manifest/hash';
import type { End, FileChange, Move } from './decision';
import { type Files, filesIn } from './files';
import type { PresentState } from './live-state';
import { phaseFiles, RELEASE_FILE } from './parse-release';
import {
  formatPosition,
  type Position,
  POSITION_FILE,
  POSITION_SCHEMA_VERSION,
  type PositionPath,
} from './position';

/** Where a release goes. */
export interface Destination {
  readonly release: ReleaseFiles;
  readonly path: PositionPath;
  readonly phase: PhaseJson;
  readonly now: Date;
}

/** The position at a destination, in flight. `current` are the files that `current/` will have. */
export function positionAt(destination: Destination, current: Files): Position {
  const { release, path, phase, now } = destination;
  const { json, files } = release;
  return {
    schemaVersion: POSITION_SCHEMA_VERSION,
    release: json.release,
    ...(json.environment === undefined ? {} : { environment: json.environment }),
    from: json.from,
    to: json.to,
    path,
    phase: phase.id,
    sha256: hashFiles(current),
    releaseSha256: sha256(files.get(RELEASE_FILE) ?? ''),
    outcome: null,
    since: now.toISOString(),
  };
}

/** The move from what is in `current/` to a phase of a compiled release. */
export function moveTo(destination: Destination, before: Files, message: string): Move {
  const after = phaseFiles(destination.release, destination.phase);
  const position = positionAt(destination, after);
  return { kind: 'move', message, position, ...changeCurrent(before, after, position) };
}

/** The change of `current/` and of the position, in one. */
export function changeCurrent(before: Files, after: Files, position: Position): FileChange {
  const gone = [...before.keys()].filter((path) => !after.has(path));
  return {
    files: new Map([...filesIn('current', after), [POSITION_FILE, formatPosition(position)]]),
    remove: gone.map((path) => `current/${path}`),
  };
}

/** The end of a release where it stands: only the position changes. */
export function endHere(
  { position }: PresentState,
  outcome: 'done' | 'aborted',
  now: Date,
  message: string,
): End {
  const ended: Position = { ...position, outcome, since: now.toISOString() };
  const files = new Map([[POSITION_FILE, formatPosition(ended)]]);
  return { kind: 'end', message, position: ended, files, remove: [] };
}
