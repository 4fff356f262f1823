import { formatDuration } from '../manifest/duration';
import { primaryUpdate, requestsOnTrial } from './exposure';
import { shortestWalk, walkedPhases } from './phase-stay';
import { planTable, type PlanRow } from './plan-table';
import { describeGate, describeTrack, describeTraffic, formatCount, titleOf } from './plan-words';
import type { PhaseJson } from './release-json';
import type { ReleaseOutline } from './release-outline';
import { terseChanges } from './summarize-changes';
import { textTable, wrapWords } from './text-table';

const DEFAULT_WIDTH = 120;

/**
 * The phases of a release as text for a terminal, without colour; it ends with a line break. Lines
 * are at most `width` characters long where names are of ordinary length.
 */
export function planText(release: ReleaseOutline, width = DEFAULT_WIDTH): string {
  const isCounted = release.traffic !== undefined;
  const table = textTable(
    [
      'phase',
      'primary',
      'canary',
      'traffic',
      ...(isCounted ? ['requests'] : []),
      'then',
      'changes',
    ],
    planTable(release).map((row) => [
      row.id,
      describeTrack(row, 'primary'),
      describeTrack(row, 'canary'),
      describeTraffic(row),
      ...(isCounted ? [requestsCell(row)] : []),
      row.gates.map(describeGate).join('; '),
      terseChanges(row.changes),
    ]),
    width,
  );
  const notes = notesOf(release).flatMap((note) => wrapWords(note, width));
  return `${headline(release)}\n\n${table}\n\n${notes.join('\n')}\n`;
}

function headline(release: ReleaseOutline): string {
  const { namespace, environment } = release;
  const place = environment === undefined ? '' : `, environment ${environment}`;
  return `${titleOf(release)} (namespace ${namespace}${place})`;
}

function requestsCell({ exposure: { percent, requests = 0 } }: PlanRow): string {
  return percent === 0 ? '' : `≥ ${formatCount(requests)}`;
}

function notesOf(release: ReleaseOutline): readonly string[] {
  const phases = walkedPhases(release);
  const open = phases.some(({ gates }) => gates.some(({ kind }) => kind === 'approval'));
  const settle = [...new Set(phases.map(({ settleSeconds }) => formatDuration(settleSeconds)))];
  const total = `takes at least ${formatDuration(shortestWalk(phases))}, each phase ${settle.join(' or ')} to settle${open ? '; approvals take as long as they take' : ''}`;
  const update = primaryUpdate(release);
  return [total, ...exposureNotes(release, update), ...outsideNotes(release, update)];
}

function exposureNotes(release: ReleaseOutline, update: PhaseJson | undefined): readonly string[] {
  const requests = requestsOnTrial(release);
  if (requests === undefined || update === undefined) return [];
  return [`at least ${formatCount(requests)} requests meet ${release.to} before ${update.id}`];
}

function outsideNotes(release: ReleaseOutline, update: PhaseJson | undefined): readonly string[] {
  if (update === undefined || release.outsideMesh === 'none') return [];
  return release.outsideMesh === 'may-reach-canary'
    ? [`callers outside the mesh may meet ${release.to} as soon as the canary has a ready pod`]
    : [`callers outside the mesh meet ${release.to} at ${update.id}`];
}
