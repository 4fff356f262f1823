import { isAbsolute, relative } from 'node:path';
import type { ChangeJson, ObjectJson, PhaseJson, ReleaseJson } from '../emit/release-json';
import type { Position } from '../gitops/position';
import type { PresentLive } from '../gitops/read-live';
import type { Transition } from '../gitops/transition';
import { formatStay } from './format-stay';

/** Where a release was moved, and how. */
export interface MoveDetails {
  /** `live/[<environment>/]<release>`. */
  readonly directory: string;
  /** What an amendment changed; other moves change what the phase says. */
  readonly transition?: Transition | undefined;
}

/** What a move changed, how to commit it, and what has to hold before the next one. */
export function formatMove(
  { position, pinned }: Pick<PresentLive, 'position' | 'pinned'>,
  { directory, transition }: MoveDetails,
): string {
  const path = phasesOf(position, pinned);
  const index = path.findIndex(({ id }) => id === position.phase);
  const phase = path[index];
  const blocks = [formatCommit(position, directory)];
  if (position.outcome === null && phase !== undefined) {
    const changes = transition?.objects ?? phase.changes;
    blocks.unshift(formatChanges(`${directory}/current`, changes));
    blocks.push(formatStay(phase, path[index + 1]?.id));
  }
  return blocks.join('\n\n');
}

function phasesOf({ path }: Position, { phases, abort }: ReleaseJson): readonly PhaseJson[] {
  return path === 'forward' ? phases : (abort[path.slice('abort/from-'.length)] ?? []);
}

function formatChanges(
  where: string,
  changes: readonly { readonly change: string; readonly object: ObjectJson }[],
): string {
  if (changes.length === 0) return `no object changes in ${where}`;
  return [`changed in ${where}:`, ...changes.map(formatChange)].join('\n');
}

function formatChange({ change, object }: Pick<ChangeJson, 'object'> & { change: string }): string {
  const { kind, namespace, name } = object;
  return `  ${change} ${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}

/** `live/` may belong to another repository than the current directory. */
function formatCommit(position: Position, directory: string): string {
  const { release, to, phase, path, outcome } = position;
  const way = path === 'forward' ? '' : 'way back, ';
  const message = quote(`${release}: ${outcome === null ? `${way}${phase}` : `${to} ${outcome}`}`);
  const isElsewhere = isAbsolute(directory) || relative('.', directory).startsWith('..');
  const [git, files] = isElsewhere ? [`git -C ${quote(directory)}`, '.'] : ['git', directory];
  return `commit it:\n  ${git} add ${quote(files)} && ${git} commit -m ${message}`;
}

/** A word of a POSIX shell. */
function quote(text: string): string {
  return /^[\w./+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
