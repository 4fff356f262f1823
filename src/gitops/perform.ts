import { join } from 'node:path';
import { explainErrors } from '../write/explain-errors';
import type { FileSystem } from '../write/file-system';
import { withLock } from '../write/lock';
import { publish } from '../write/publish';
import { readTree } from '../write/read-tree';
import { recover } from '../write/recover';
import { WriteError } from '../write/write-error';
import type { Decision } from './decision';
import { type LiveState, parseLiveState, type PresentState } from './live-state';
import { POSITION_FILE } from './position';
import { isRefusal, refuse } from './refusal';
import { type GitopsResult, resultOf, resultOfRefusal } from './result';

/** A verb: how it decides, and whether doing it twice would go too far. */
export interface Verb {
  /**
   * `once`: a caller that asks after somebody else has moved, or again after an interruption, must
   * not make a second move. `repeatable`: asking twice ends in the same place.
   */
  readonly kind: 'once' | 'repeatable';
  readonly decide: (live: LiveState) => Decision;
}

/**
 * Carries out a verb on `live/<release>/`: lock, repair, read, decide, publish. All files change in
 * one publication, so an interruption anywhere loses nothing and the next call repairs it.
 * @throws WriteError when the disk fails
 */
export function perform(directory: string, verb: Verb, fs: FileSystem): GitopsResult {
  const seen = readPositionText(directory, fs);
  try {
    return explainErrors(directory, 'publish', () =>
      withLock(directory, fs, () => performLocked(directory, verb, seen, fs)),
    );
  } catch (error) {
    if (!(error instanceof WriteError) || error.code !== 'ELOCKED') throw error;
    const fix = 'try again when it has ended';
    return resultOfRefusal(refuse(75, `another move is at work: ${error.message}`, fix), null);
  }
}

function performLocked(
  directory: string,
  verb: Verb,
  seen: string | undefined,
  fs: FileSystem,
): GitopsResult {
  const repair = recover(directory, fs);
  const live = parseLiveState(readTree(directory, fs), directory);
  if (isRefusal(live)) return resultOfRefusal(live, null);
  if (verb.kind === 'once' && live.kind === 'present') {
    if (repair === 'rolled-forward') return finished(live);
    if (seen !== readPositionText(directory, fs)) return movedMeanwhile(live);
  }
  const decision = verb.decide(live);
  if (decision.kind === 'move' || decision.kind === 'end') {
    const { files, remove } = decision;
    publish({ root: directory, files, remove }, fs);
  }
  return resultOf(decision, live);
}

/**
 * The call before was interrupted when its move was decided but not finished. Now it is, and what
 * the caller says about settling and approval was said about the phase before.
 */
function finished({ position }: PresentState): GitopsResult {
  const { release, path, phase, outcome } = position;
  const at = path === 'forward' ? phase : `${path}/${phase}`;
  const messages = [`${release}: finished the interrupted move to ${at}`];
  return { exitCode: 0, outcome: outcome === null ? 'moved' : 'ended', messages, position };
}

function movedMeanwhile({ position }: PresentState): GitopsResult {
  const message = `${position.release}: the position moved meanwhile, to ${position.phase}`;
  return resultOfRefusal(refuse(75, message, 'look at the new position, then try again'), position);
}

function readPositionText(directory: string, fs: FileSystem): string | undefined {
  const path = join(directory, POSITION_FILE);
  return fs.kindOf(path) === 'file' ? fs.readFile(path) : undefined;
}
