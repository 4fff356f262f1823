import type { Report } from '../cdk8s/report';

/** Lines of each kind that are shown; `--json` has them all. */
const SHOWN = 20;

/** Whether the output directory is not what the app makes. */
export function isStale({ changes, leftOver }: Report): boolean {
  if (leftOver.length > 0) return true;
  return changes !== undefined && changes.written.length + changes.removed.length > 0;
}

/** What is out of date in the output directory, and what to do about it. */
export function formatStale({ outdir, changes, leftOver }: Report, command: string): string {
  const { written = [], removed = [] } = changes ?? {};
  const lines = [
    `${outdir} is out of date:`,
    ...shorten(written, (path) => `  to write:  ${outdir}/${path}`),
    ...shorten(removed, (path) => `  to remove: ${outdir}/${path}`),
    ...shorten(leftOver, (path) => `  left over: ${outdir}/${path}`),
  ];
  if (written.length + removed.length > 0) lines.push(`run '${command}' and commit ${outdir}`);
  if (leftOver.length > 0) {
    lines.push('what is left over was not made by this app: delete it, or move it elsewhere');
  }
  return lines.join('\n');
}

function shorten(paths: readonly string[], show: (path: string) => string): readonly string[] {
  const hidden = paths.length - SHOWN;
  if (hidden <= 0) return paths.map(show);
  return [...paths.slice(0, SHOWN).map(show), `  … and ${hidden} more`];
}
