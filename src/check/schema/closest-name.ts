/** The name that was probably meant; undefined if none is close. */
export function closestName(name: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const one of known) {
    const edits = countEdits(name.toLowerCase(), one.toLowerCase(), least);
    if (edits >= least) continue;
    least = edits;
    best = one;
  }
  return best;
}

/** Letters to add, drop, replace or swap with the next one; counting stops at the limit. */
function countEdits(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) >= limit) return limit;
  let before: readonly number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const cost = left[i - 1] === right[j - 1] ? 0 : 1;
      const choices = [
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + cost,
        isSwap(left, right, i, j) ? (before[j - 2] ?? 0) + 1 : Infinity,
      ];
      row.push(Math.min(...choices));
    }
    before = last;
    last = row;
  }
  return Math.min(last.at(-1) ?? 0, limit);
}

function isSwap(left: string, right: string, i: number, j: number): boolean {
  return i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
}
