import type { Gate } from '../plan/gate';
import type { Files } from './files';
import type { Position } from './position';
import type { Refusal } from './refusal';
import type { Transition } from './transition';

/** One reason not to leave a phase yet. */
export interface OpenGate {
  readonly gate: 'settled' | Gate['kind'];
  /** What has to happen, for people. */
  readonly message: string;
  /** Seconds that a wait still takes. */
  readonly seconds?: number;
}

/** Files to write and to delete in `live/<release>/`, relative to it. */
export interface FileChange {
  readonly files: Files;
  readonly remove: readonly string[];
}

/** The release goes to another phase. */
export interface Move extends FileChange {
  readonly kind: 'move';
  readonly position: Position;
  readonly message: string;
  /** What an amendment changes in the phase; absent for other moves. */
  readonly transition?: Transition;
}

/** The release has ended; `current/` stays as it is. */
export interface End extends FileChange {
  readonly kind: 'end';
  readonly position: Position;
  readonly message: string;
}

/** The phase may not be left yet; all open gates at once. */
export interface NotYet {
  readonly kind: 'not-yet';
  readonly reasons: readonly OpenGate[];
}

/** There is nothing to do. */
export interface Nothing {
  readonly kind: 'nothing';
  readonly message: string;
}

/** What a verb will do to a release. A decision reads and writes nothing. */
export type Decision = Move | End | NotYet | Nothing | Refusal;
