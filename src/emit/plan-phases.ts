import { formatDuration } from '../manifest/duration';
import { codeSpan, escapeMarkdown } from './code-span';
import { markdownTable } from './markdown-table';
import { planTable, type PlanRow } from './plan-table';
import { describeLeaving, describeTrack, describeTraffic } from './plan-words';
import type { ChangeJson } from './release-json';
import type { ReleaseOutline } from './release-outline';
import { countChanges, nameChanges } from './summarize-changes';

/** So many objects are named in a cell of the table; more are counted there and named below. */
const NAMED_IN_TABLE = 6;

/** The phases of a release as a Markdown table, with a line that says how to read it. */
export function phasesSection(release: ReleaseOutline): string {
  const rows = planTable(release);
  const table = markdownTable(
    ['phase', 'primary', 'canary', 'traffic', 'what changes', 'leave it when'],
    rows.map((row) => [
      codeSpan(row.id),
      describeTrack(row, 'primary'),
      describeTrack(row, 'canary'),
      describeTraffic(row),
      changesCell(row.changes, release),
      escapeMarkdown(describeLeaving(row)),
    ]),
  );
  const settle = joinSettling(rows);
  return `## Phases

${table}

Tracks: version × pods, with autoscaling the least. Traffic: percent of the requests to primary/canary. Settled: the objects are applied, the pods available, and then ${settle} have passed for the mesh to learn it, which it does not signal.${waiting(rows)}`;
}

/** The objects that change in each phase, all by name, as a Markdown list. */
export function changesList(release: ReleaseOutline): string {
  return release.phases
    .filter(({ changes }) => changes.length > 0)
    .map(({ id, changes }) => `- ${codeSpan(id)}: ${named(changes, release)}`)
    .join('\n');
}

/** What changes in the phases whose changes are only counted in the table; undefined where there are none. */
export function changesSection(release: ReleaseOutline): string | undefined {
  const phases = release.phases.filter(({ changes }) => changes.length > NAMED_IN_TABLE);
  if (phases.length === 0) return undefined;
  return `## What changes\n\n${changesList({ ...release, phases })}`;
}

function waiting(rows: readonly PlanRow[]): string {
  const waits = rows.some(({ gates }) => gates.some(({ kind }) => kind === 'wait'));
  return waits ? ' A wait counts from the moment the phase is entered.' : '';
}

function changesCell(changes: readonly ChangeJson[], release: ReleaseOutline): string {
  return changes.length > NAMED_IN_TABLE ? countChanges(changes) : named(changes, release);
}

function named(changes: readonly ChangeJson[], { namespace }: ReleaseOutline): string {
  return nameChanges(changes, { namespace, mark: codeSpan });
}

function joinSettling(rows: readonly PlanRow[]): string {
  const times = [...new Set(rows.map(({ settleSeconds }) => formatDuration(settleSeconds)))];
  return times.join(' or ');
}
