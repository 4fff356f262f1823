import type { Gate } from '../plan/gate';

/**
 * Gates that follow one another, as the gates of one phase. Waits in a row add up: each gate is held
 * against the one time at which the phase began, so two waits of 5 minutes would pass as one.
 */
export function joinGates(before: readonly Gate[], after: readonly Gate[]): readonly Gate[] {
  const joined = [...before];
  for (const gate of after) {
    const last = joined[joined.length - 1];
    if (gate.kind === 'wait' && last?.kind === 'wait') {
      joined[joined.length - 1] = { kind: 'wait', seconds: last.seconds + gate.seconds };
    } else {
      joined.push(gate);
    }
  }
  return joined;
}
