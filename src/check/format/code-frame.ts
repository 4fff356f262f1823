import type { CheckedFinding } from '../checked-finding';

/** Lines are cut to this, around the place: minified JSON has one line. */
const WIDTH = 100;

/** Columns shown before the place when a line is cut. */
const LEAD = 20;

/**
 * The line of a finding with carets below the place; undefined where no line is known.
 *
 *     12 │   subset: v3
 *        │   ^^^^^^^^^^
 */
export function codeFrame({ source, lineText }: CheckedFinding): readonly string[] | undefined {
  if (source === undefined || lineText === undefined || lineText === '') return undefined;
  const { line, column, endColumn = lineText.length + 1 } = source;
  const cut = lineText.length > WIDTH ? Math.max(column - 1 - LEAD, 0) : 0;
  const shown = printable(lineText.slice(cut, cut + WIDTH));
  const start = Math.min(column - 1 - cut, shown.length);
  const length = Math.max(Math.min(endColumn - column, shown.length - start), 1);
  const gutter = String(line);
  return [
    `${gutter} │ ${shown}`,
    `${' '.repeat(gutter.length)} │ ${' '.repeat(start)}${'^'.repeat(length)}`,
  ];
}

/** Control characters would move the carets, or the terminal's cursor. */
function printable(text: string): string {
  return text.replace(/[\x00-\x1f\x7f-\x9f]/g, ' ');
}
