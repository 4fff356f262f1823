import { faultOf } from './check-paths';
import type { FileSystem } from './file-system';
import { journalOf, stagingOf } from './reserved-names';
import { WriteError } from './write-error';

/**
 * What a publication still has to do besides putting the staged files in place. Once it stands
 * below the root the publication is decided, and an interrupted one is finished.
 */
export interface Journal {
  readonly schemaVersion: 1;
  /** Relative paths of the files that go. */
  readonly remove: readonly string[];
}

/**
 * Writes the journal; a rename is the one moment that decides. Only the journal is forced to the
 * disk: against the death of the process that is enough. After a power cut staged files may be
 * empty; the next publication compares every file and repairs them.
 */
export function writeJournal(root: string, journal: Journal, fs: FileSystem): void {
  const draft = `${journalOf(root)}.draft`;
  fs.writeDurably(draft, `${JSON.stringify(journal)}\n`);
  fs.rename(draft, journalOf(root));
}

/**
 * The journal that an interrupted publication left; undefined when it was not decided yet.
 * @throws WriteError `EJOURNAL` for one that this version cannot read
 */
export function readJournal(root: string, fs: FileSystem): Journal | undefined {
  const path = journalOf(root);
  if (fs.kindOf(path) === undefined) return undefined;
  const journal = parse(fs.readFile(path));
  if (isJournal(journal)) return journal;
  throw new WriteError(
    `cannot finish the interrupted publication into ${root}: ${path} is not a journal of ` +
      `schemaVersion 1 (EJOURNAL); run the version that wrote it, or delete ${stagingOf(root)} and run again`,
    path,
    'EJOURNAL',
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isJournal(value: unknown): value is Journal {
  if (typeof value !== 'object' || value === null) return false;
  if (!('schemaVersion' in value) || value.schemaVersion !== 1) return false;
  if (!('remove' in value) || !Array.isArray(value.remove)) return false;
  return value.remove.every((path) => typeof path === 'string' && faultOf(path) === undefined);
}
