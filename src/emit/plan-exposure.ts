import { formatDuration } from '../manifest/duration';
import { codeSpan } from './code-span';
import { primaryUpdate, requestsOnTrial } from './exposure';
import { markdownTable } from './markdown-table';
import { planTable, type PlanRow } from './plan-table';
import { formatCount } from './plan-words';
import type { ReleaseOutline } from './release-outline';

/** Who meets the new version in each phase, as Markdown; undefined for a first installation. */
export function exposureSection(release: ReleaseOutline): string | undefined {
  if (release.from === null) return undefined;
  const isCounted = release.traffic !== undefined;
  const table = markdownTable(
    ['phase', 'stays', `meets ${release.to}`, ...(isCounted ? ['a minute', 'in the phase'] : [])],
    planTable(release).map((row) => [
      codeSpan(row.id),
      `≥ ${formatDuration(row.shortestStaySeconds)}`,
      describeExposure(row),
      ...(isCounted ? countsOf(row) : []),
    ]),
  );
  return ['## Who is exposed', table, exposureSentence(release)]
    .filter((part) => part !== undefined)
    .join('\n\n');
}

/** How many requests a bad version can hurt, as a sentence; undefined where the traffic is not known. */
export function exposureSentence(release: ReleaseOutline): string | undefined {
  const requests = requestsOnTrial(release);
  const update = primaryUpdate(release);
  const perSecond = release.traffic?.requestsPerSecond;
  if (requests === undefined || update === undefined || perSecond === undefined) return undefined;
  return `At ${formatCount(perSecond)} requests a second, at least ${formatCount(requests)} requests meet ${release.to} before ${codeSpan(update.id)}${beyondCount(release)}.`;
}

function describeExposure({ exposure: { percent, headerRoutes, mirror } }: PlanRow): string {
  const parts = [
    ...headerRoutes.map((route) => `header route ${codeSpan(route)}`),
    ...(mirror > 0 ? [`copies of ${mirror} %`] : []),
  ];
  if (percent === 0 && parts.length === 0) return 'nobody';
  const share = percent === 100 ? 'everybody' : `${percent} %`;
  return [...(percent === 0 ? [] : [share]), ...parts].join(', ');
}

function countsOf({ exposure }: PlanRow): readonly string[] {
  return [
    formatCount(exposure.requestsPerMinute ?? 0),
    exposure.percent === 0 ? '0' : `≥ ${formatCount(exposure.requests ?? 0)}`,
  ];
}

/** Header routes and copies are not in the counts: nobody knows how many requests carry the header. */
function beyondCount({ phases }: ReleaseOutline): string {
  const extra = [
    ...(phases.some(({ headerRoutes }) => headerRoutes.length > 0) ? ['header routes'] : []),
    ...(phases.some(({ mirror }) => mirror > 0) ? ['copies'] : []),
  ];
  return extra.length === 0 ? '' : `, not counting ${extra.join(' and ')}`;
}
