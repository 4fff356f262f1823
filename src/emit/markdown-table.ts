/** A row of cells, each one line of Markdown. */
type MarkdownRow = readonly string[];

/**
 * A Markdown table, aligned so that it can be read as text too; the last column is not filled up.
 * A `|` in a cell is escaped.
 */
export function markdownTable(header: MarkdownRow, rows: readonly MarkdownRow[]): string {
  const cells = [header, ...rows].map((row) => row.map(escapePipes));
  const widths = header.map((_, column) =>
    Math.max(3, ...cells.map((row) => lengthOf(row[column] ?? ''))),
  );
  const rule = widths.map((width, column) => '-'.repeat(isLast(column, header) ? 3 : width));
  return [cells[0] ?? [], rule, ...cells.slice(1)].map((row) => formatRow(row, widths)).join('\n');
}

/** A character beyond the first plane is two of a text's units. */
const SURROGATE = /[\ud800-\udfff]/;

function formatRow(row: MarkdownRow, widths: readonly number[]): string {
  const cells = row.map((cell, column) => {
    if (isLast(column, widths)) return cell;
    return cell + ' '.repeat((widths[column] ?? 0) - lengthOf(cell));
  });
  return `| ${cells.join(' | ')} |`;
}

function isLast(column: number, columns: readonly unknown[]): boolean {
  return column === columns.length - 1;
}

function escapePipes(cell: string): string {
  return cell.replace(/\|/g, '\\|');
}

function lengthOf(cell: string): number {
  return SURROGATE.test(cell) ? Array.from(cell).length : cell.length;
}
