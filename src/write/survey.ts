import { join } from 'node:path';
import { directoryOf } from './directories-above';
import type { EntryKind, FileSystem } from './file-system';
import { codeOf } from './write-error';

/**
 * What stands below a root before anything is changed. Names are compared exactly, even on a file
 * system without case, and a path through a symbolic link leads nowhere.
 */
export interface Survey {
  /** What stands at a relative path; undefined when nothing does. */
  readonly kindAt: (path: string) => EntryKind | undefined;
  /** The entries of a directory by name, `''` for the root; none when it is not a directory. */
  readonly entriesOf: (directory: string) => ReadonlyMap<string, EntryKind>;
}

const NOTHING: ReadonlyMap<string, EntryKind> = new Map();

/** Surveys a root: each directory is listed once, when it is first asked for. */
export function surveyOf(root: string, fs: FileSystem): Survey {
  const listings = new Map<string, ReadonlyMap<string, EntryKind>>();
  const entriesOf = (directory: string): ReadonlyMap<string, EntryKind> => {
    const known = listings.get(directory);
    if (known !== undefined) return known;
    const isListed = directory === '' || kindAt(directory) === 'directory';
    const listing = isListed ? list(join(root, directory), fs) : NOTHING;
    listings.set(directory, listing);
    return listing;
  };
  const kindAt = (path: string): EntryKind | undefined => {
    const entries = entriesOf(directoryOf(path));
    // on a fresh tree nearly every path is asked for where nothing stands
    return entries.size === 0 ? undefined : entries.get(path.slice(path.lastIndexOf('/') + 1));
  };
  return { kindAt, entriesOf };
}

function list(directory: string, fs: FileSystem): ReadonlyMap<string, EntryKind> {
  try {
    return new Map(fs.readDirectory(directory).map(({ name, kind }) => [name, kind]));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return NOTHING;
    throw error;
  }
}
