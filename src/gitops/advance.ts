import { type FileSystem, nodeFileSystem } from '../write/file-system';
import { readTree } from '../write/read-tree';
import { chooseRelease } from './choose-release';
import type { AdvanceRequest } from './advance-request';
import { decideAdvance } from './decide-advance';
import { decideStart } from './decide-start';
import type { Decision } from './decision';
import type { LiveState } from './live-state';
import { perform } from './perform';
import { isRefusal } from './refusal';
import {
  directoriesOf,
  type ReleaseDirectories,
  type ReleaseLocation,
} from './release-directories';
import { type GitopsResult, resultOfRefusal } from './result';

/** Which release to advance, and what the caller vouches for. */
export interface AdvanceOptions extends ReleaseLocation, AdvanceRequest {
  /** @default the real disk */
  readonly fileSystem?: FileSystem | undefined;
}

/**
 * Takes a release one phase along its path, ends it after its last phase, or starts the compiled
 * release when none is in flight. Writes files below `live/<release>/` only, and never runs Git.
 * @throws WriteError when the disk fails
 */
export function advance(options: AdvanceOptions): GitopsResult {
  const directories = directoriesOf(options);
  if (isRefusal(directories)) return resultOfRefusal(directories, null);
  const fs = options.fileSystem ?? nodeFileSystem;
  const decide = (live: LiveState) => decideNext(live, options, directories, fs);
  return perform(directories.live, { kind: 'once', decide }, fs);
}

/** `dist/` is read only when no release is in flight: until then it may hold anything. */
function decideNext(
  live: LiveState,
  options: AdvanceOptions,
  { dist }: ReleaseDirectories,
  fs: FileSystem,
): Decision {
  const decision = decideAdvance(live, options);
  if (decision.kind !== 'look-in-dist') return decision;
  const { release, environment, version } = options;
  const found = chooseRelease(readTree(dist, fs), { where: dist, release, environment, version });
  return decideStart(live, found, options);
}
