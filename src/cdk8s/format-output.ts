import type { Report } from './report';

/** What a run did, for people: a line for each release, a line that counts the files. */
export function formatOutput(report: Report): string {
  const { outdir, releases, changes, leftOver } = report;
  const lines = releases.map(({ release, from, to, directory, phases }) => {
    const versions = from === null ? `${to}, first installation` : `${from} → ${to}`;
    return `${release}: ${versions}, ${plural(phases, 'phase')} in ${outdir}/${directory}`;
  });
  for (const path of leftOver) {
    lines.push(`${outdir}/${path} is not made by this app any more; delete it if nobody needs it`);
  }
  if (changes === undefined) return lines.join('\n');
  const { written, unchanged, removed } = changes;
  const counts = `${written.length} written, ${unchanged.length} unchanged, ${removed.length} removed`;
  return [...lines, `${outdir}: ${counts}`].join('\n');
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
