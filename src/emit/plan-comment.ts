import { codeSpan, escapeMarkdown } from './code-span';
import { markdownTable } from './markdown-table';
import { exposureSentence } from './plan-exposure';
import { changesList } from './plan-phases';
import { planSummary } from './plan-summary';
import { planTable } from './plan-table';
import { waysBackTable } from './plan-ways-back';
import { describeLeaving, describeTrack, describeTraffic, titleOf } from './plan-words';
import type { ReleaseOutline } from './release-outline';

/**
 * A release as a comment on a pull request, in GitHub's Markdown: summary, phases and exposure, with
 * the ways back and the changes folded away. It ends with a line break.
 */
export function planComment(release: ReleaseOutline): string {
  const parts = [
    `### ${titleOf(release)}`,
    planSummary(release),
    phasesTable(release),
    exposureSentence(release),
    Object.keys(release.abort).length > 0
      ? folded('The way back from every phase', waysBackTable(release))
      : undefined,
    folded('What changes in every phase', changesList(release)),
  ];
  return `${parts.filter((part) => part !== undefined).join('\n\n')}\n`;
}

function phasesTable(release: ReleaseOutline): string {
  return markdownTable(
    ['phase', 'primary', 'canary', 'traffic', 'leave it when'],
    planTable(release).map((row) => [
      codeSpan(row.id),
      describeTrack(row, 'primary'),
      describeTrack(row, 'canary'),
      describeTraffic(row),
      escapeMarkdown(describeLeaving(row)),
    ]),
  );
}

/** GitHub needs the blank lines to read Markdown inside of HTML. */
function folded(title: string, body: string): string {
  return `<details>\n<summary>${title}</summary>\n\n${body}\n\n</details>`;
}
