import type { PhaseJson } from '../emit/release-json';
import type { Decision } from './decision';
import type { LiveState, PresentState } from './live-state';
import { endHere, moveTo } from './move';
import { baselineOf } from './parse-release';
import { refuse } from './refusal';

/**
 * What `abort` does: it turns onto the way back from the current phase and takes its first step,
 * without any gate. A release that is done may still be taken back.
 */
export function decideAbort(live: LiveState, now: Date): Decision {
  if (live.kind === 'empty') {
    return refuse(2, `${live.where} is empty: nothing to go back to`, 'advance starts a release');
  }
  const { release, to, path, outcome } = live.position;
  if (outcome === 'aborted') {
    return { kind: 'nothing', message: `${release}: nothing to do, ${to} is aborted` };
  }
  if (path !== 'forward') {
    const message = `${release}: already on the way back, advance walks it`;
    return { kind: 'nothing', message };
  }
  const wayBack = live.pinned.json.abort[live.phase.id] ?? [];
  const first = wayBack[0];
  return first === undefined ? withoutWayBack(live, now) : turn(live, first, wayBack.length, now);
}

function turn(live: PresentState, phase: PhaseJson, steps: number, now: Date): Decision {
  const { position, pinned, current } = live;
  const path = `abort/from-${live.phase.id}` as const;
  const message = `${position.release}: ${live.phase.id} → ${phase.id} on the way back (1 of ${steps})`;
  return moveTo({ release: pinned, path, phase, now }, current, message);
}

/** At the baseline nothing has happened yet, so there is nothing to undo: the release just ends. */
function withoutWayBack(live: PresentState, now: Date): Decision {
  const { release, from, to, phase } = live.position;
  if (from === null) {
    const message = `${release}: ${to} is the first version, there is nothing to go back to`;
    return refuse(2, message, 'advance to its end, then release another version');
  }
  if (live.phase.sha256 === baselineOf(live.pinned).sha256) {
    return endHere(live, 'aborted', now, `${release}: ${to} is aborted at ${phase}, ${from} stays`);
  }
  const message = `${release}: the pinned release has no way back from ${phase}`;
  return refuse(2, message, 'advance to its end, then release another version');
}
