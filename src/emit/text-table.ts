/**
 * A table for a terminal: columns two spaces apart, the last one wrapped at blanks so that lines stay
 * within the width, in characters, where the words are short enough for that.
 */
export function textTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): string {
  const lines = [header, ...rows];
  const widths = header
    .slice(0, -1)
    .map((_, column) => Math.max(...lines.map((row) => (row[column] ?? '').length)));
  const indent = widths.reduce((sum, column) => sum + column + GAP.length, 0);
  return lines
    .flatMap((row) => {
      const cells = widths.map((size, column) => (row[column] ?? '').padEnd(size) + GAP).join('');
      const wrapped = wrapWords(row[widths.length] ?? '', Math.max(NARROWEST, width - indent));
      return wrapped.map((text, index) => (index === 0 ? cells : ' '.repeat(indent)) + text);
    })
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Words of a text in lines of at most this many characters; longer words stay whole. */
export function wrapWords(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

const GAP = '  ';

/** The last column never gets narrower than this, however narrow the terminal. */
const NARROWEST = 16;
