import type { PhaseJson } from './release-json';
import type { ReleaseOutline } from './release-outline';

/**
 * The least time in a phase, in seconds. A wait counts from the moment the phase is written, so
 * settling and gates before it are part of it; metrics are judged over time that comes after those.
 * The time that pods take to start and people to approve is not known and comes on top.
 */
export function shortestStay({ settleSeconds, gates }: PhaseJson): number {
  let seconds = settleSeconds;
  for (const gate of gates) {
    if (gate.kind === 'wait') seconds = Math.max(seconds, gate.seconds);
    if (gate.kind === 'metrics') seconds += gate.seconds;
  }
  return seconds;
}

/** The least time along a path, in seconds. */
export function shortestWalk(phases: readonly PhaseJson[]): number {
  return phases.reduce((seconds, phase) => seconds + shortestStay(phase), 0);
}

/** The phases that a release goes through: a baseline that is live already is not entered again. */
export function walkedPhases({ phases }: ReleaseOutline): readonly PhaseJson[] {
  const isLive = phases.length > 1 && phases[0]?.changes.length === 0;
  return isLive ? phases.slice(1) : phases;
}
