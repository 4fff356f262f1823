import type { ReleaseFiles } from '../emit/release-files';
import { answerEnded } from './answer-ended';
import type { Compiled } from './choose-release';
import type { AdvanceRequest } from './advance-request';
import type { Decision, Move, Nothing } from './decision';
import { differences } from './files';
import type { LiveState, PresentState } from './live-state';
import { moveTo } from './move';
import { baselineOf, phaseFiles } from './parse-release';
import { pinRelease } from './pin-release';
import { isRefusal, type Refusal, refuse } from './refusal';

/**
 * What `advance` does when nothing is in flight: starts the compiled release. In an empty `live/`
 * with the baseline, after an ended release with the phase after it.
 */
export function decideStart(
  live: LiveState,
  compiled: Compiled | Refusal,
  request: AdvanceRequest,
): Decision {
  if (compiled === 'nothing-compiled') return withoutRelease(live);
  if (isRefusal(compiled)) return compiled;
  const answer = live.kind === 'empty' ? undefined : refuseOrSkip(live, compiled, request);
  if (answer !== undefined) return answer;
  const pin = pinRelease(live, compiled);
  if (isRefusal(pin)) return pin;
  const move = firstMove(live, compiled, request.now);
  return {
    ...move,
    files: new Map([...pin.files, ...move.files]),
    remove: [...pin.remove, ...move.remove],
  };
}

function withoutRelease(live: LiveState): Decision {
  if (live.kind === 'empty') {
    return refuse(
      2,
      `${live.where} is empty and no release is compiled`,
      'run build, then advance',
    );
  }
  const { release, from, to, outcome } = live.position;
  const version = outcome === 'done' ? to : (from ?? to);
  return { kind: 'nothing', message: `${release}: nothing to do, ${version} is live` };
}

function refuseOrSkip(
  live: PresentState,
  compiled: ReleaseFiles,
  request: AdvanceRequest,
): Nothing | Refusal | undefined {
  const ended = compiled.json.to === live.position.to ? answerEnded(live, request) : undefined;
  return ended ?? otherBaseline(live, compiled);
}

function otherBaseline(live: PresentState, compiled: ReleaseFiles): Refusal | undefined {
  const { release } = live.position;
  const list = differences(live.current, phaseFiles(compiled, baselineOf(compiled)));
  if (list.length === 0) return undefined;
  const message = `${release}: ${compiled.json.to} does not start from ${live.where}/current: ${list.join(', ')}`;
  return refuse(2, message, 'run build again, so that it starts from what is live now');
}

function firstMove(live: LiveState, release: ReleaseFiles, now: Date): Move {
  const { release: name, phases, from, to } = release.json;
  const phase = (live.kind === 'present' ? phases[1] : undefined) ?? baselineOf(release);
  const before = live.kind === 'present' ? live.current : new Map<string, string>();
  const versions = from === null ? to : `${from} → ${to}`;
  const progress = `${phases.indexOf(phase) + 1} of ${phases.length}`;
  const message = `${name}: started ${versions} at ${phase.id} (${progress})`;
  return moveTo({ release, path: 'forward', phase, now }, before, message);
}
