import { basename, dirname } from 'node:path';
import type { ReleaseFiles } from '../emit/release-files';
import type { PhaseJson } from '../emit/release-json';
import { hashFiles, sha256 } from '../manifest/hash';
import { differences, type Files, filesBelow } from './files';
import { parseRelease, phaseFiles, RELEASE_FILE } from './parse-release';
import { parsePosition, type Position, POSITION_FILE } from './position';
import { isRefusal, type Refusal, refuse } from './refusal';

/** A `live/<release>/` where nothing has been released yet. */
export interface EmptyState {
  readonly kind: 'empty';
  /** The directory, for messages. */
  readonly where: string;
}

/** A `live/<release>/` whose position, pinned release and `current/` agree with each other. */
export interface PresentState {
  readonly kind: 'present';
  /** The directory, for messages. */
  readonly where: string;
  readonly position: Position;
  readonly pinned: ReleaseFiles;
  /** The phases of the path that the release is on, in order. */
  readonly phases: readonly PhaseJson[];
  /** Index of the position's phase in `phases`. */
  readonly index: number;
  readonly phase: PhaseJson;
  /** The files of `current/`. */
  readonly current: Files;
  /** Files in `release/` that the pinned release does not list; they belong to somebody else. */
  readonly foreign: Files;
}

/** What stands in `live/<release>/`. */
export type LiveState = EmptyState | PresentState;

/**
 * Reads what stands in `live/<release>/` from all its files. Refuses with 3 when `current/` is not
 * what `position.json` says, or `release/` is not what was pinned.
 */
export function parseLiveState(tree: Files, where: string): LiveState | Refusal {
  const text = tree.get(POSITION_FILE);
  const current = filesBelow(tree, 'current');
  const release = filesBelow(tree, 'release');
  if (text === undefined) return withoutPosition(current, release, where);

  const position = parsePosition(text, `${where}/${POSITION_FILE}`);
  if (isRefusal(position)) return position;
  const restore = `restore it from Git: git checkout -- ${where}`;
  if (!isAt(position, where)) {
    const names = [position.environment, position.release].filter((name) => name !== undefined);
    const message = `${where}/${POSITION_FILE} is of ${names.join('/')}, which lives elsewhere`;
    return refuse(3, message, `${restore}; a copy of a live release is not a release`);
  }
  const pinned = parseRelease(release, { where: `${where}/release`, fix: restore });
  if (isRefusal(pinned)) return pinned;
  if (!isPinnedBy(position, pinned)) {
    const message = `${where}/release is not the release that ${POSITION_FILE} pinned`;
    return refuse(3, message, restore);
  }
  const phases = phasesOf(position, pinned);
  const index = phases.findIndex(({ id }) => id === position.phase);
  const phase = phases[index];
  if (phase === undefined) {
    const message = `${where}/${POSITION_FILE}: release/ has no phase '${position.phase}' on path '${position.path}'`;
    return refuse(3, message, restore);
  }
  if (!isCurrent(position, phase, current)) {
    const list = differences(phaseFiles(pinned, phase), current);
    const detail = list.length > 0 ? list.join(', ') : 'the hash is of other files';
    const message = `${where}/current is not phase ${position.phase} as ${POSITION_FILE} says: ${detail}`;
    return refuse(
      3,
      message,
      `${restore}, and delete what is extra; to change a release in flight, amend it`,
    );
  }
  const foreign = new Map([...release].filter(([path]) => !pinned.files.has(path)));
  return { kind: 'present', where, position, pinned, phases, index, phase, current, foreign };
}

function withoutPosition(current: Files, release: Files, where: string): EmptyState | Refusal {
  if (current.size === 0 && release.size === 0) return { kind: 'empty', where };
  const found = current.size > 0 ? 'current' : 'release';
  return refuse(
    3,
    `${where}/${found} exists, but no ${POSITION_FILE} says what it is`,
    `restore ${where}/${POSITION_FILE} from Git; if a person made ${found}/, move it away first`,
  );
}

function isAt({ release, environment }: Position, where: string): boolean {
  if (basename(where) !== release) return false;
  return environment === undefined || basename(dirname(where)) === environment;
}

/** Two branches merged badly give files that are each valid, but not of one release. */
function isPinnedBy(position: Position, { json, files }: ReleaseFiles): boolean {
  const { releaseSha256 } = position;
  return (
    json.release === position.release &&
    json.environment === position.environment &&
    json.from === position.from &&
    json.to === position.to &&
    (releaseSha256 === undefined || releaseSha256 === sha256(files.get(RELEASE_FILE) ?? ''))
  );
}

function phasesOf({ path }: Position, { json }: ReleaseFiles): readonly PhaseJson[] {
  if (path === 'forward') return json.phases;
  return json.abort[path.slice('abort/from-'.length)] ?? [];
}

function isCurrent(position: Position, phase: PhaseJson, current: Files): boolean {
  if (hashFiles(current) !== position.sha256) return false;
  return position.kept !== undefined || position.sha256 === phase.sha256;
}
