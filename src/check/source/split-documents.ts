/** A part of a YAML text between separators. */
export interface Chunk {
  readonly text: string;
  /** Lines before its first. */
  readonly linesBefore: number;
}

/** A separator with something beside it, which `kubectl` refuses. */
export interface OddSeparator {
  readonly line: number;
  readonly text: string;
}

/**
 * Cuts a YAML text at its separators as Kubernetes does: wherever a line begins with `---`, and at
 * `...`. What stands on the line of the separator counts for nothing unless it is a comment.
 */
export function splitDocuments(text: string): {
  readonly chunks: readonly Chunk[];
  readonly odd: readonly OddSeparator[];
} {
  const chunks: Chunk[] = [];
  const odd: OddSeparator[] = [];
  let start = 0;
  let startLine = 0;
  let counted = 0;
  let line = 0;
  const cut = (end: number): void => {
    const part = text.slice(start, end);
    if (!isEmpty(part)) chunks.push({ text: part, linesBefore: startLine });
  };
  for (const found of text.matchAll(SEPARATOR)) {
    const begin = found.index + (found[0].startsWith('\n') ? 1 : 0);
    cut(begin);
    line += countLines(text, counted, begin);
    counted = begin;
    const beside = (found[1] ?? '').trim();
    if (beside !== '' && !beside.startsWith('#')) odd.push({ line: line + 1, text: beside });
    start = Math.min(found.index + found[0].length + 1, text.length);
    startLine = line + 1;
  }
  cut(text.length);
  return { chunks, odd };
}

/** A separator with the rest of its line; `...` ends a document only where it stands alone. */
const SEPARATOR = /(?:^|\n)(?:---([^\n]*)|\.\.\.[ \t]*(?:#[^\n]*)?\r?(?=\n|$))/g;

/** Nothing but blanks, comments and directives. */
function isEmpty(text: string): boolean {
  return !/^[ \t]*[^\s#%]/m.test(text) && !/^[ \t]+%/m.test(text);
}

function countLines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) {
    count += 1;
  }
  return count;
}
