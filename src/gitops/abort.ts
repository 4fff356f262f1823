import { type FileSystem, nodeFileSystem } from '../write/file-system';
import { decideAbort } from './decide-abort';
import { perform } from './perform';
import { isRefusal } from './refusal';
import { directoriesOf, type ReleaseLocation } from './release-directories';
import { type GitopsResult, resultOfRefusal } from './result';

/** Which release to abort. */
export interface AbortOptions extends ReleaseLocation {
  readonly now: Date;
  /** @default the real disk */
  readonly fileSystem?: FileSystem | undefined;
}

/**
 * Turns a release onto the way back from its current phase and takes the first step at once;
 * `advance` walks the rest. Repeatable, so neither a race nor a retry keeps anybody from going back.
 * @throws WriteError when the disk fails
 */
export function abort(options: AbortOptions): GitopsResult {
  const directories = directoriesOf(options);
  if (isRefusal(directories)) return resultOfRefusal(directories, null);
  return perform(
    directories.live,
    { kind: 'repeatable', decide: (live) => decideAbort(live, options.now) },
    options.fileSystem ?? nodeFileSystem,
  );
}
