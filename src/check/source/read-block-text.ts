/** A block scalar and the line after it. */
export interface BlockText {
  readonly value: string;
  readonly nextLine: number;
}

/**
 * The literal block scalar (`|`, `|-`) whose content begins on a line. Undefined where its
 * shape is unusual.
 */
export function readBlockText(
  lines: readonly string[],
  first: number,
  header: string,
  parentIndent: number,
): BlockText | undefined {
  const chomping = /^\|(-?)(?: +#.*)?$/.exec(header)?.[1];
  if (chomping === undefined) return undefined;
  const start = lines.findIndex((line, index) => index >= first && line.trim() !== '');
  const indent = start < 0 ? -1 : indentOf(lines[start] ?? '');
  if (indent <= parentIndent || indent < 1) return undefined;
  // blanks before the text would count as its indentation
  if (lines.slice(first, start).some((line) => line !== '')) return undefined;
  let next = start;
  while (next < lines.length && belongs(lines[next] ?? '', indent)) next += 1;
  const follower = lines.slice(next).find((line) => line.trim() !== '');
  if (follower !== undefined && indentOf(follower) > parentIndent) return undefined;
  const content = lines.slice(first, next).map((line) => line.slice(indent));
  const text = content.join('\n').replace(/\n+$/, '');
  return { value: chomping === '-' ? text : `${text}\n`, nextLine: next };
}

function belongs(line: string, indent: number): boolean {
  return indentOf(line) >= indent || line.trim() === '';
}

function indentOf(line: string): number {
  let indent = 0;
  while (line[indent] === ' ') indent += 1;
  return indent;
}
