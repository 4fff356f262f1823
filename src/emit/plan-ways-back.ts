import { formatDuration } from '../manifest/duration';
import { codeSpan } from './code-span';
import { isExposed } from './exposure';
import { markdownTable } from './markdown-table';
import { shortestWalk } from './phase-stay';
import type { PhaseJson } from './release-json';
import type { ReleaseOutline } from './release-outline';

/** The way back from every phase, as Markdown; undefined where there is none. */
export function waysBackSection(release: ReleaseOutline): string | undefined {
  const { from, phases } = release;
  if (from === null || Object.keys(release.abort).length === 0) return undefined;
  const start = phases[0]?.id ?? '';
  return `## The way back

${waysBackTable(release)}

The steps are in ${codeSpan('abort/from-<phase>/')}. The first may be taken at any moment, the others when the one before is settled. The last one is ${codeSpan(start)} again; from ${codeSpan(start)} itself there is nothing to take back.`;
}

/** The way back from every phase, as a Markdown table. */
export function waysBackTable(release: ReleaseOutline): string {
  const { from, phases, abort } = release;
  return markdownTable(
    ['from', 'takes', `all back on ${from ?? ''} with`, 'steps'],
    phases.flatMap((phase) => {
      const steps = abort[phase.id];
      if (steps === undefined) return [];
      return [
        [
          codeSpan(phase.id),
          `≥ ${formatDuration(shortestWalk(steps))}`,
          relief(phase, steps, release),
          steps.map(({ id }) => codeSpan(id)).join(', '),
        ],
      ];
    }),
  );
}

/** The step from which on no request reaches the new version. */
function relief(phase: PhaseJson, steps: readonly PhaseJson[], { to }: ReleaseOutline): string {
  if (!isExposed(phase, to)) return 'nobody has left';
  const index = steps.findIndex((step) => !isExposed(step, to));
  const step = steps[index];
  return step === undefined ? '' : `step ${index + 1}, ${codeSpan(step.id)}`;
}
