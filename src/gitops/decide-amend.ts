import type { ReleaseFiles } from '../emit/release-files';
import type { PhaseJson } from '../emit/release-json';
import { type Finding, hasErrors } from '../finding/finding';
import { describe } from '../manifest/identity';
import type { Manifest } from '../manifest/manifest';
import { changedTemplates } from './changed-templates';
import type { Compiled } from './choose-release';
import type { Decision } from './decision';
import { differences } from './files';
import { keepDropped } from './keep-dropped';
import type { LiveState, PresentState } from './live-state';
import { changeCurrent, positionAt } from './move';
import { baselineOf, phaseFiles } from './parse-release';
import { pinRelease } from './pin-release';
import { readManifests } from './read-documents';
import { isRefusal, type Refusal, refuse } from './refusal';
import { compareObjects } from './transition';

/** Proves the transition between the objects before and after; an error finding refuses it. */
export type ProveTransition = (
  before: readonly Manifest[],
  after: readonly Manifest[],
) => readonly Finding[];

/** What the caller of `amend` says. */
export interface AmendRequest {
  readonly now: Date;
  /** @default every mixture of the objects before and after, for every caller */
  readonly prove?: ProveTransition | undefined;
}

/** The phase from which the primary runs the new version. */
const UPDATE_PRIMARY = 'update-primary';

const ABORT_FIRST = 'abort this release first, then release another version';

/**
 * What `amend` does: it replaces the pinned release by the same version compiled again from the same
 * baseline, and goes to the phase of the same name. Objects that the phase drops stay until the
 * next one.
 */
export function decideAmend(
  live: LiveState,
  found: Compiled | Refusal,
  request: AmendRequest,
): Decision {
  const state = requireForward(live);
  if (isRefusal(state)) return state;
  if (found === 'nothing-compiled')
    return refuse(2, 'nothing is compiled', 'run build, then amend');
  if (isRefusal(found)) return found;
  if (differences(state.pinned.files, found.files).length === 0) {
    const { release, to } = state.position;
    const message = `${release}: nothing to do, ${to} is pinned as it is compiled`;
    return { kind: 'nothing', message };
  }
  const baseline = otherBaseline(state, found);
  if (baseline !== undefined) return baseline;
  const phase = samePhase(state, found);
  return isRefusal(phase) ? phase : amendTo(state, found, phase, request);
}

function requireForward(live: LiveState): PresentState | Refusal {
  if (live.kind === 'empty') {
    return refuse(2, `${live.where} is empty: nothing to amend`, 'advance starts a release');
  }
  const { release, to, path, outcome } = live.position;
  if (outcome !== null) {
    const message = `${release}: ${to} has ended (${outcome}), nothing is in flight to amend`;
    return refuse(2, message, 'release the change as a version of its own');
  }
  if (path === 'forward') return live;
  const message = `${release}: ${to} is on the way back, which is not amended`;
  return refuse(2, message, 'advance walks the way back; then release another version');
}

function otherBaseline(live: PresentState, compiled: ReleaseFiles): Refusal | undefined {
  const pinned = phaseFiles(live.pinned, baselineOf(live.pinned));
  const list = differences(pinned, phaseFiles(compiled, baselineOf(compiled)));
  if (list.length === 0) return undefined;
  const { release, to } = live.position;
  const message = `${release}: ${to} is compiled from another baseline than the one in flight: ${list.join(', ')}`;
  return refuse(2, message, `build from the pinned baseline, or ${ABORT_FIRST}`);
}

function samePhase(live: PresentState, compiled: ReleaseFiles): PhaseJson | Refusal {
  const { name } = live.phase;
  const [phase, ...more] = compiled.json.phases.filter((candidate) => candidate.name === name);
  if (phase !== undefined && more.length === 0) return phase;
  const { release } = live.position;
  const names = compiled.json.phases.map(({ id }) => id).join(', ');
  const number = phase === undefined ? 'no phase' : `${more.length + 1} phases`;
  const message = `${release}: the release compiled again has ${number} named '${name}', but ${names}`;
  return refuse(2, message, `keep the phase in the plan, or ${ABORT_FIRST}`);
}

function amendTo(
  live: PresentState,
  compiled: ReleaseFiles,
  phase: PhaseJson,
  request: AmendRequest,
): Decision {
  const { files, kept } = keepDropped(live.current, phaseFiles(compiled, phase));
  const before = readManifests(live.current);
  const after = readManifests(files);
  const refusal =
    refuseTemplates(live, before, after) ?? refuseUnproved(live, request.prove?.(before, after));
  if (refusal !== undefined) return refusal;
  const pin = pinRelease(live, compiled);
  if (isRefusal(pin)) return pin;

  const destination = { release: compiled, path: 'forward', phase, now: request.now } as const;
  const position = {
    ...positionAt(destination, files),
    ...(kept.length === 0 ? {} : { kept: kept.map(describe) }),
  };
  const change = changeCurrent(live.current, files, position);
  const transition = {
    from: live.phase.id,
    to: phase.id,
    objects: compareObjects(before, after, kept),
  };
  return {
    kind: 'move',
    message: `${position.release}: ${position.to} amended at ${phase.id}`,
    position,
    transition,
    files: new Map([...pin.files, ...change.files]),
    remove: [...pin.remove, ...change.remove],
  };
}

/** From here on users are on the new version: other pods would be another release. */
function refuseTemplates(
  live: PresentState,
  before: readonly Manifest[],
  after: readonly Manifest[],
): Refusal | undefined {
  const update = live.phases.findIndex(({ name }) => name === UPDATE_PRIMARY);
  const changed = update < 0 || live.index < update ? [] : changedTemplates(before, after);
  if (changed.length === 0) return undefined;
  const list = changed.map(describe).join(', ');
  const message = `${live.position.release}: the pods of ${list} would change at ${live.phase.id}; from ${UPDATE_PRIMARY} on they may not`;
  return refuse(2, message, ABORT_FIRST);
}

function refuseUnproved(
  live: PresentState,
  findings: readonly Finding[] = [],
): Refusal | undefined {
  if (!hasErrors(findings)) return undefined;
  const errors = findings.filter(({ severity }) => severity === 'error');
  const list = errors.map(({ at, message }) => `${at}: ${message}`).join('; ');
  const message = `${live.position.release}: the transition at ${live.phase.id} is not safe: ${list}`;
  return refuse(2, message, ABORT_FIRST);
}
