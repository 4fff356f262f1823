import type { Decision, OpenGate } from './decision';
import type { LiveState } from './live-state';
import type { Position } from './position';
import type { Refusal, RefusalCode } from './refusal';
import type { Transition } from './transition';

/** What a verb did, as data; the command line prints it. */
export interface GitopsResult {
  /** 0 moved, ended or nothing to do; otherwise why not. */
  readonly exitCode: 0 | RefusalCode;
  readonly outcome: 'moved' | 'ended' | 'nothing' | 'not-yet' | 'refused';
  /** One line each, for people. */
  readonly messages: readonly string[];
  /** What to do about a refusal. */
  readonly fix?: string;
  /** Every gate that is still open; only with `not-yet`. */
  readonly reasons?: readonly OpenGate[];
  /** What an amendment changed in the phase. */
  readonly transition?: Transition;
  /** Where the release stands now; null when `live/` is empty or cannot be trusted. */
  readonly position: Position | null;
}

/** The result of a decision that has been carried out. */
export function resultOf(decision: Decision, live: LiveState): GitopsResult {
  const position = live.kind === 'present' ? live.position : null;
  switch (decision.kind) {
    case 'move': {
      const { transition } = decision;
      return {
        exitCode: 0,
        outcome: 'moved',
        messages: [decision.message],
        ...(transition === undefined ? {} : { transition }),
        position: decision.position,
      };
    }
    case 'end':
      return {
        exitCode: 0,
        outcome: 'ended',
        messages: [decision.message],
        position: decision.position,
      };
    case 'nothing':
      return { exitCode: 0, outcome: 'nothing', messages: [decision.message], position };
    case 'not-yet': {
      const { reasons } = decision;
      const at =
        position === null ? '' : `${position.release}: ${position.phase} is not left yet: `;
      const messages = reasons.map(({ message }) => `${at}${message}`);
      return { exitCode: 75, outcome: 'not-yet', messages, reasons, position };
    }
    case 'refuse':
      return resultOfRefusal(decision, position);
  }
}

/** The result of a refusal; 75 is no failure, only too early. */
export function resultOfRefusal(
  { code, message, fix }: Refusal,
  position: Position | null,
): GitopsResult {
  const outcome = code === 75 ? 'not-yet' : 'refused';
  return { exitCode: code, outcome, messages: [message], fix, position };
}
