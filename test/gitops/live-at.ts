import type { ReleaseFiles } from '../../src/emit/release-files';
import { filesBelow, filesIn } from '../../src/gitops/files';
import { type LiveState, parseLiveState } from '../../src/gitops/live-state';
import { positionAt } from '../../src/gitops/move';
import { parseRelease } from '../../src/gitops/parse-release';
import { formatPosition, type Position, type PositionPath } from '../../src/gitops/position';
import { isRefusal } from '../../src/gitops/refusal';
import { compilePlan, type TestPlan } from './compile-plan';
import { NOON } from './workspace';

/** A compiled release in memory. */
export function compiled(plan: Partial<TestPlan> = {}): ReleaseFiles {
  const files = compilePlan({ release: 'api', from: '1', to: '2', ...plan });
  const release = parseRelease(files, { where: 'dist/api/2', fix: 'run build' });
  if (isRefusal(release)) throw new Error(release.message);
  return release;
}

/** The files of `live/api/` at a phase, as a walk would have left them. */
export function liveFiles(
  release: ReleaseFiles,
  path: PositionPath,
  id: string,
  changes: Partial<Position> = {},
): Map<string, string> {
  const phases = path === 'forward' ? release.json.phases : release.json.abort[path.slice(11)];
  const phase = phases?.find((candidate) => candidate.id === id);
  if (phase === undefined) throw new Error(`no phase ${path}/${id}`);
  const current = filesBelow(release.files, phase.path);
  const position = positionAt({ release, path, phase, now: NOON }, current);
  return new Map([
    ...filesIn('current', current),
    ...filesIn('release', release.files),
    ['position.json', formatPosition({ ...position, ...changes })],
  ]);
}

/** What stands in `live/api/` at a phase. */
export function liveAt(
  release: ReleaseFiles,
  path: PositionPath,
  id: string,
  changes: Partial<Position> = {},
): LiveState {
  const state = parseLiveState(liveFiles(release, path, id, changes), 'live/api');
  if (isRefusal(state)) throw new Error(state.message);
  return state;
}
