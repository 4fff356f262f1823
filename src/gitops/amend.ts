import type { Finding } from '../finding/finding';
import type { Manifest } from '../manifest/manifest';
import { prove } from '../proof/prove';
import { findingsOf } from '../proof/release-findings';
import { type FileSystem, nodeFileSystem } from '../write/file-system';
import { readTree } from '../write/read-tree';
import { chooseRelease, type Wanted } from './choose-release';
import { type AmendRequest, decideAmend } from './decide-amend';
import type { LiveState } from './live-state';
import { perform } from './perform';
import { isRefusal } from './refusal';
import { directoriesOf, type ReleaseLocation } from './release-directories';
import { type GitopsResult, resultOfRefusal } from './result';

/** Which release to amend, and how its transition is proved. */
export interface AmendOptions extends ReleaseLocation, AmendRequest {
  /** @default the real disk */
  readonly fileSystem?: FileSystem | undefined;
}

/**
 * Replaces the release in flight by the same version compiled again, at the phase of the same name.
 * The result lists the objects that change.
 * @throws WriteError when the disk fails
 */
export function amend(options: AmendOptions): GitopsResult {
  const directories = directoriesOf(options);
  if (isRefusal(directories)) return resultOfRefusal(directories, null);
  const { release, environment } = options;
  const { live, dist: where } = directories;
  const fs = options.fileSystem ?? nodeFileSystem;
  const decide = (state: LiveState) => {
    const version = state.kind === 'present' ? state.position.to : undefined;
    const wanted: Wanted = { where, release, environment, version };
    const request = { ...options, prove: options.prove ?? proveAmended };
    return decideAmend(state, chooseRelease(readTree(where, fs), wanted), request);
  };
  return perform(live, { kind: 'repeatable', decide }, fs);
}

/** What the proof of every mixture of the objects before and after has to say. */
function proveAmended(before: readonly Manifest[], after: readonly Manifest[]): readonly Finding[] {
  const proof = prove(before, after);
  return findingsOf({ from: 'live', to: 'amended', path: 'forward', proof });
}
