/** In what two sets of files differ: paths only, so that a failing test stays readable. */
export interface Differences {
  readonly missing: readonly string[];
  readonly different: readonly string[];
  readonly leftOver: readonly string[];
}

/** What the committed files lack, have differently, and have too many, compared with those made. */
export function differences(
  committed: ReadonlyMap<string, string>,
  made: ReadonlyMap<string, string>,
): Differences {
  const paths = [...made.keys()];
  return {
    missing: paths.filter((path) => !committed.has(path)),
    different: paths.filter(
      (path) => committed.has(path) && committed.get(path) !== made.get(path),
    ),
    leftOver: [...committed.keys()].filter((path) => !made.has(path)),
  };
}

/** Two sets of files that do not differ. */
export const SAME: Differences = { missing: [], different: [], leftOver: [] };
