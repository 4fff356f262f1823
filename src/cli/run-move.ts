import { isRefusal } from '../gitops/refusal';
import { directoriesOf, type ReleaseLocation } from '../gitops/release-directories';
import { readLive } from '../gitops/read-live';
import type { GitopsResult } from '../gitops/result';
import type { MoveOptions } from './add-move';
import type { ExitCode } from './exit-codes';
import { type AskedRelease, findRelease } from './find-release';
import { formatMove } from './format-move';
import { readOutput } from './read-config';
import { paintStderr, printJson, tell } from './terminal';

/** A move that is asked for. */
export interface AskedMove extends Pick<AskedRelease, 'release' | 'where'> {
  readonly options: MoveOptions;
}

/** Find the release, move it, and tell what came of it. */
export async function runMove(
  { release, where, options }: AskedMove,
  move: (location: ReleaseLocation) => GitopsResult,
): Promise<ExitCode> {
  const { environment, live = 'live', dist = await readOutput(), json } = options;
  const location = findRelease({ release, environment, live, dist, where });
  const result = move(location);
  if (json) printJson({ schemaVersion: 1, ok: result.exitCode === 0, ...result });
  tellResult(result);
  if (result.outcome === 'moved' || result.outcome === 'ended') tellMove(result, location);
  return result.exitCode;
}

function tellResult({ outcome, messages, fix }: GitopsResult): void {
  const mark = outcome === 'refused' ? `${paintStderr().error('✖ error')} ` : '';
  for (const message of messages) tell(`${mark}${message}`);
  if (fix !== undefined) tell(`    fix: ${fix}`);
}

function tellMove({ transition }: GitopsResult, location: ReleaseLocation): void {
  const directories = directoriesOf(location);
  if (isRefusal(directories)) return;
  const live = readLive(directories.live);
  // somebody else may have moved on meanwhile; the message above stays true
  if (isRefusal(live) || live.kind === 'empty') return;
  tell(`\n${formatMove(live, { directory: directories.live, transition })}`);
}
