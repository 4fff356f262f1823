import type { Finding } from '../finding/finding';
import { readLive, type Live } from '../gitops/read-live';
import { isRefusal, type Refusal } from '../gitops/refusal';
import { directoriesOf } from '../gitops/release-directories';
import type { ReleaseJson } from '../emit/release-json';
import type { Plan } from '../plan/plan';
import { nodeFileSystem } from '../write/file-system';
import { appFinding } from './app-rules';
import type { Start } from './compile-one';

/** Where a release starts, as `live/` says. */
export interface FoundStart {
  readonly start: Start;
  readonly findings: readonly Finding[];
  /** The pinned release where it is of this version and done: its output may not change. */
  readonly done?: ReleaseJson | undefined;
}

/** Find out what a release starts from, in its directory below that of all that is live. */
export function findStart(plan: Plan, live: string): FoundStart {
  const directories = directoriesOf({ release: plan.name, environment: plan.environment, live });
  // a name that can be no directory is for the rules to say
  if (isRefusal(directories)) return { start: { kind: 'plan' }, findings: [] };
  // of a fleet most releases are often not live yet: one look is enough to know
  if (nodeFileSystem.kindOf(directories.live) === undefined) {
    return { start: { kind: 'plan' }, findings: [] };
  }
  const found = readLive(directories.live);
  if (isRefusal(found)) {
    return { start: { kind: 'plan' }, findings: [refused(plan, directories.live, found)] };
  }
  return { findings: otherInFlight(plan, directories.live, found), ...startFrom(plan, found) };
}

function otherInFlight(plan: Plan, directory: string, live: Live): readonly Finding[] {
  if (live.kind === 'empty') return [];
  const { to, phase, outcome } = live.position;
  if (outcome !== null || to === plan.to.name) return [];
  return [
    appFinding('other-in-flight', {
      at: directory,
      message: `${to} is in flight at ${phase}; ${plan.to.name} waits until it has ended`,
      construct: plan.construct,
      release: plan.name,
    }),
  ];
}

/**
 * The version in flight or just ended is compiled from the baseline it was pinned with, so that
 * compiling it again gives the same. Another version starts from that baseline while one is in
 * flight, else from what is live.
 */
function startFrom(plan: Plan, live: Live): Pick<FoundStart, 'start' | 'done'> {
  if (live.kind === 'empty') return { start: { kind: 'plan' } };
  const { position, pinned, baseline, current } = live;
  const { layout, engine } = pinned;
  if (position.to === plan.to.name) {
    const done = position.outcome === 'done' ? pinned : undefined;
    if (pinned.from === null) return { start: { kind: 'nothing' }, done };
    return {
      start: { kind: 'live', version: pinned.from, objects: baseline, layout, engine },
      done,
    };
  }
  if (position.outcome === 'done') {
    return { start: { kind: 'live', version: pinned.to, objects: current, layout, engine } };
  }
  const version = pinned.from ?? pinned.to;
  const objects = position.outcome === null ? baseline : current;
  return { start: { kind: 'live', version, objects, layout, engine } };
}

function refused(plan: Plan, directory: string, { code, message, fix }: Refusal): Finding {
  return appFinding(code === 75 ? 'live-busy' : 'live-edited', {
    at: directory,
    message,
    fix,
    construct: plan.construct,
    release: plan.name,
  });
}
