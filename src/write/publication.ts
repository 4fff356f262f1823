/** Files that have to stand below one root directory, and files that have to go. */
export interface Publication {
  /** The directory to publish into; made when it is missing and there is something to write. */
  readonly root: string;
  /** Relative path with forward slashes → text, written as UTF-8. */
  readonly files: ReadonlyMap<string, string>;
  /**
   * Relative paths of files written earlier that have to go. Those also in `files` stay, missing
   * ones are fine, and a directory that this empties goes too. Nothing else is ever deleted.
   */
  readonly remove: readonly string[];
}

/** What a publication does to each of its paths; every list is sorted. */
export interface Changes {
  /** Files added or changed. */
  readonly written: readonly string[];
  /** Files that stand there already and are not touched. */
  readonly unchanged: readonly string[];
  /** Files that stand there and go. */
  readonly removed: readonly string[];
}
