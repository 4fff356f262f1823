import * as fs from 'node:fs';
import { dirname } from 'node:path';
import { codeOf } from './write-error';

/** What stands at a place; `other` is a symbolic link, which is never followed, or a special file. */
export type EntryKind = 'file' | 'directory' | 'other';

/** One entry of a directory. */
export interface Entry {
  readonly name: string;
  readonly kind: EntryKind;
}

/**
 * The part of node:fs that publishing uses; a test can put a faulty disk in its place.
 * Every function is synchronous and throws what node:fs throws: an error with a `code`.
 */
export interface FileSystem {
  readonly readDirectory: (path: string) => readonly Entry[];
  readonly readFile: (path: string) => string;
  /** What stands at the path itself; undefined when nothing does. */
  readonly kindOf: (path: string) => EntryKind | undefined;
  /** Throws unless entries of the directory can be added, renamed and removed. */
  readonly checkWritable: (directory: string) => void;
  /** Makes a directory and those above it; returns the topmost that was missing, if any was. */
  readonly makeDirectory: (path: string) => string | undefined;
  readonly writeFile: (path: string, text: string) => void;
  /** Returns when the text is on the disk, and not only in the memory of the system. */
  readonly writeDurably: (path: string, text: string) => void;
  /** Puts a file in place of a file, or a directory where nothing or an empty directory stands. */
  readonly rename: (from: string, to: string) => void;
  readonly removeFile: (path: string) => void;
  /** Throws unless the directory is empty. */
  readonly removeDirectory: (path: string) => void;
}

/** The real disk. */
export const nodeFileSystem: FileSystem = {
  readDirectory: (path) => {
    const entries = fs.readdirSync(path, { withFileTypes: true });
    return entries.map((entry) => ({ name: entry.name, kind: entryKind(entry) }));
  },
  readFile: (path) => fs.readFileSync(path, 'utf8'),
  kindOf: (path) => {
    const stats = fs.lstatSync(path, { throwIfNoEntry: false });
    return stats === undefined ? undefined : entryKind(stats);
  },
  checkWritable: (directory) => fs.accessSync(directory, fs.constants.W_OK | fs.constants.X_OK),
  makeDirectory,
  writeFile: (path, text) => fs.writeFileSync(path, text),
  writeDurably: (path, text) => {
    const file = fs.openSync(path, 'w');
    try {
      fs.writeFileSync(file, text);
      fs.fsyncSync(file);
    } finally {
      fs.closeSync(file);
    }
  },
  rename: (from, to) => fs.renameSync(from, to),
  removeFile: (path) => fs.unlinkSync(path),
  removeDirectory: (path) => fs.rmdirSync(path),
};

function entryKind(entry: { isFile(): boolean; isDirectory(): boolean }): EntryKind {
  if (entry.isFile()) return 'file';
  return entry.isDirectory() ? 'directory' : 'other';
}

/** Not mkdir's own recursion: on a read-only file system that says ENOENT. */
function makeDirectory(path: string): string | undefined {
  try {
    fs.mkdirSync(path);
    return path;
  } catch (error) {
    const isThere = fs.statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
    if (isThere) return undefined;
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  const made = makeDirectory(dirname(path));
  fs.mkdirSync(path);
  return made ?? path;
}
