import { basename, dirname } from 'node:path';
import type { EntryKind, FileSystem } from '../../src/write/file-system';

interface FileNode {
  readonly kind: 'file';
  readonly text: string;
  /** Grows with every write to the disk, as an mtime does. */
  readonly writtenAt: number;
}

interface DirectoryNode {
  readonly kind: 'directory';
  readonly entries: Map<string, DiskNode>;
}

type DiskNode = FileNode | DirectoryNode;

/** How a disk compares names; `ignored` is what macOS and Windows do. */
export type Case = 'exact' | 'ignored';

/** A disk in memory with the rules of POSIX; a test compares it with the real one. */
export class MemoryDisk implements FileSystem {
  private readonly top: DirectoryNode = { kind: 'directory', entries: new Map() };
  private writes = 0;

  constructor(private readonly letterCase: Case = 'exact') {}

  readonly readDirectory = (path: string): { name: string; kind: EntryKind }[] => {
    const node = this.get(path);
    if (node.kind === 'file') throw failure('ENOTDIR', path);
    return [...node.entries].map(([name, { kind }]) => ({ name, kind }));
  };

  readonly readFile = (path: string): string => {
    const node = this.get(path);
    if (node.kind === 'directory') throw failure('EISDIR', path);
    return node.text;
  };

  readonly kindOf = (path: string): EntryKind | undefined => {
    try {
      return this.get(path).kind;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  };

  readonly checkWritable = (path: string): void => void this.get(path);

  readonly makeDirectory = (path: string): string | undefined => {
    const node = this.find(path);
    if (node?.kind === 'directory') return undefined;
    if (node !== undefined) throw failure('EEXIST', path);
    const made = this.makeDirectory(dirname(path));
    this.entriesAt(path).set(basename(path), { kind: 'directory', entries: new Map() });
    return made ?? path;
  };

  readonly writeFile = (path: string, text: string): void => {
    const entries = this.entriesAt(path);
    const name = this.nameIn(entries, basename(path));
    if (entries.get(name)?.kind === 'directory') throw failure('EISDIR', path);
    this.writes += 1;
    entries.set(name, { kind: 'file', text, writtenAt: this.writes });
  };

  readonly writeDurably = this.writeFile;

  readonly rename = (from: string, to: string): void => {
    // Both directories are looked up before both entries, and their errors come first.
    this.entriesAt(from);
    const entries = this.entriesAt(to);
    const source = this.get(from);
    const target = this.find(to);
    if (target === source) return;
    if (target !== undefined && target.kind !== source.kind) {
      throw failure(target.kind === 'file' ? 'ENOTDIR' : 'EISDIR', from, to);
    }
    if (target?.kind === 'directory' && target.entries.size > 0) {
      throw failure('ENOTEMPTY', from, to);
    }
    entries.delete(this.nameIn(entries, basename(to)));
    this.remove(from);
    entries.set(basename(to), source);
  };

  readonly removeFile = (path: string): void => {
    // EISDIR is what Linux says; POSIX allows EPERM as well.
    if (this.get(path).kind === 'directory') throw failure('EISDIR', path);
    this.remove(path);
  };

  readonly removeDirectory = (path: string): void => {
    const node = this.get(path);
    if (node.kind === 'file') throw failure('ENOTDIR', path);
    if (node.entries.size > 0) throw failure('ENOTEMPTY', path);
    this.remove(path);
  };

  /** Every file by path, with its text and the count of its last write, and every directory. */
  snapshot(path: string, below = ''): Map<string, string> {
    const node = this.find(path);
    if (node === undefined) return new Map();
    if (node.kind === 'file') return new Map([[below, `${node.text}@${node.writtenAt}`]]);
    const inside = [...node.entries.keys()]
      .sort()
      .map((name) => [
        ...(below === '' ? [] : [[below, 'directory'] as const]),
        ...this.snapshot(`${path}/${name}`, below === '' ? name : `${below}/${name}`),
      ]);
    return new Map(inside.length > 0 ? inside.flat() : [[below, 'directory']]);
  }

  private get(path: string): DiskNode {
    const node = this.find(path);
    if (node === undefined) throw failure('ENOENT', path);
    return node;
  }

  private find(path: string): DiskNode | undefined {
    let node: DiskNode | undefined = this.top;
    for (const name of path.split('/').filter(Boolean)) {
      if (node === undefined) return undefined;
      if (node.kind === 'file') throw failure('ENOTDIR', path);
      node = node.entries.get(this.nameIn(node.entries, name));
    }
    return node;
  }

  private entriesAt(path: string): Map<string, DiskNode> {
    const parent = this.get(dirname(path));
    if (parent.kind === 'file') throw failure('ENOTDIR', path);
    return parent.entries;
  }

  private nameIn(entries: ReadonlyMap<string, DiskNode>, name: string): string {
    if (this.letterCase === 'exact' || entries.has(name)) return name;
    const same = [...entries.keys()].find((key) => key.toLowerCase() === name.toLowerCase());
    return same ?? name;
  }

  private remove(path: string): void {
    const entries = this.entriesAt(path);
    entries.delete(this.nameIn(entries, basename(path)));
  }
}

function failure(code: string, path: string, dest?: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code, path, dest });
}
