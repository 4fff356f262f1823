import { codeSpan, escapeMarkdown } from './code-span';
import { walkedPhases } from './phase-stay';
import { joinWords } from './plan-words';
import type { ReleaseOutline } from './release-outline';

/** How to walk a release, as Markdown: the rule, the commands, and the way without them. */
export function walkSection(release: ReleaseOutline): string {
  const start = walkedPhases(release)[0]?.path ?? '';
  const live = ['live', release.environment, release.release].filter((part) => part !== undefined);
  const directory = live.join('/');
  return `## How to walk it

${rule(release)}${settling(release)}

\`\`\`sh
${alignComments(commands(release))}
\`\`\`

The commands change files in ${codeSpan(directory)} and nothing else. Commit them: a CD tool that watches ${codeSpan(`${directory}/current`)} applies the phase. Without all that, apply the directories beside this file by hand, beginning with ${codeSpan(`kubectl apply -k ${start}`)}.`;
}

function rule({ phases, skips }: ReleaseOutline): string {
  if (phases.length < 2) return 'There is one phase: apply it, let it settle, and it is done.';
  const order = 'Go one phase at a time, in order, and only when the one before is settled';
  const why = 'because each is safe only after the one before it';
  if (skips.length === 0) {
    return `${order}: **no phase may be skipped**, ${why}. A CD tool that takes only the newest commit has to see them one by one.`;
  }
  const allowed = skips.map(({ from, to }) => `- ${codeSpan(from)} straight to ${codeSpan(to)}`);
  return `${order}: **no phase may be skipped but in these leaps**, ${why}. Should a CD tool take only the newest of several commits, these leaps are proved safe; nobody asks the gates that they leave out:\n\n${allowed.join('\n')}`;
}

/** Why phases keep the time in which the mesh learns them. */
function settling({ phases }: ReleaseOutline): string {
  const kept = phases.flatMap(({ id, settling: reason }) =>
    reason === undefined ? [] : [`- ${codeSpan(id)}: left too early, ${escapeMarkdown(reason)}.`],
  );
  const early = phases.filter((phase) => phase.early === true).map(({ id }) => codeSpan(id));
  const told =
    kept.length === 0
      ? []
      : [`The mesh needs its time to learn these phases:\n\n${kept.join('\n')}`];
  const free =
    early.length === 0
      ? []
      : [
          `After ${joinWords(early)} a proxy that still routes as in the phase before does no harm; of several such phases in a row that is not proved.`,
        ];
  return [...told, ...free].map((text) => `\n\n${text}`).join('');
}

type Command = readonly [command: string, comment: string];

function commands(release: ReleaseOutline): readonly Command[] {
  const walked = walkedPhases(release);
  const start = walked[0]?.id ?? '';
  const last = walked[walked.length - 1]?.id ?? '';
  const judged = walked.filter(({ gates }) => gates.some(({ kind }) => kind !== 'wait'));
  const lines: Command[] = [[verb('advance', release), `start: ${start}`]];
  const settled = `${verb('advance', release)} --settled`;
  lines.push([
    settled,
    walked.length > 1
      ? `the next phase, when this one is settled; after ${last} the end`
      : `the end, when ${last} is settled`,
  ]);
  if (judged.length > 0) {
    const names = judged.map(({ id }) => id).join(', ');
    lines.push([`${settled} --approve`, `the same, from ${names}`]);
  }
  if (Object.keys(release.abort).length > 0) {
    lines.push([verb('abort', release), 'the way back: its first step; advance takes the others']);
  }
  return lines;
}

function verb(name: 'advance' | 'abort', { release, environment }: ReleaseOutline): string {
  const place = environment === undefined ? '' : ` --environment ${environment}`;
  return `cdk8s-canary ${name} ${release}${place}`;
}

function alignComments(lines: readonly Command[]): string {
  const width = Math.max(...lines.map(([command]) => command.length));
  return lines.map(([command, comment]) => `${command.padEnd(width)}  # ${comment}`).join('\n');
}
