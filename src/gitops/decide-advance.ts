import type { AdvanceRequest } from './advance-request';
import { answerEnded } from './answer-ended';
import type { Decision } from './decision';
import type { LiveState, PresentState } from './live-state';
import { endHere, moveTo } from './move';
import { openGates } from './open-gates';
import { type Refusal, refuse } from './refusal';

/** No release is in flight: what comes next is found in `dist/`. */
export interface LookInDist {
  readonly kind: 'look-in-dist';
}

/** What `advance` does to a release in flight: one phase along its path, or its end. */
export function decideAdvance(live: LiveState, request: AdvanceRequest): Decision | LookInDist {
  if (live.kind === 'empty') return { kind: 'look-in-dist' };
  if (live.position.outcome !== null) {
    const isSame = request.version === live.position.to;
    return (isSame ? answerEnded(live, request) : undefined) ?? { kind: 'look-in-dist' };
  }
  const other = otherVersion(live, request.version);
  if (other !== undefined) return other;

  const { position, pinned, phases, index, phase, current } = live;
  const reasons = openGates(phase, position.since, request);
  if (reasons.length > 0) return { kind: 'not-yet', reasons };
  const next = phases[index + 1];
  if (next === undefined) return endOfPath(live, request.now);
  const destination = { release: pinned, path: position.path, phase: next, now: request.now };
  const progress = `${index + 2} of ${phases.length}`;
  const way = position.path === 'forward' ? '' : ' on the way back';
  const message = `${position.release}: ${phase.id} → ${next.id}${way} (${progress})`;
  return moveTo(destination, current, message);
}

function otherVersion({ position }: PresentState, version?: string): Refusal | undefined {
  if (version === undefined || version === position.to) return undefined;
  const { release, to, phase } = position;
  return refuse(
    2,
    `${release}: version ${version} is asked for, but ${to} is in flight at ${phase}`,
    `advance ${to} to its end, or abort it and walk the way back`,
  );
}

function endOfPath(live: PresentState, now: Date): Decision {
  const { release, to, path } = live.position;
  if (path === 'forward') return endHere(live, 'done', now, `${release}: ${to} is live, done`);
  return endHere(live, 'aborted', now, `${release}: back at the baseline, ${to} is aborted`);
}
