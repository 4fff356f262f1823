/** Names that are listed. */
const LISTED = 10;

/** What there is, and what was probably meant: `there is api, shop; did you mean 'shop'?` */
export function describeChoices(given: string, known: readonly string[]): string {
  const hidden = known.length - LISTED;
  const listed = known.slice(0, LISTED).join(', ') || 'none';
  const more = hidden > 0 ? ` and ${hidden} more` : '';
  const best = closest(given, known);
  return `there is ${listed}${more}${best === undefined ? '' : `; did you mean '${best}'?`}`;
}

/** The known word that is close to the one given. */
export function closest(given: string, known: readonly string[]): string | undefined {
  const limit = Math.max(2, Math.floor(given.length * CLOSE));
  const [best] = known
    .map((word) => ({ word, edits: countEdits(given, word) }))
    .filter(({ edits }) => edits <= limit)
    .sort((a, b) => a.edits - b.edits);
  return best?.word;
}

/** Share of the letters that may be wrong. */
const CLOSE = 0.4;

/** Levenshtein's distance: letters to add, drop or replace. */
function countEdits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = at(row, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, at(row, j) + 1, at(next, j - 1) + 1));
    }
    row = next;
  }
  return at(row, to.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
