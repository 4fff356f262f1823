import { abort } from '../../src/gitops/abort';
import { advance, type AdvanceOptions } from '../../src/gitops/advance';
import { amend } from '../../src/gitops/amend';
import { type Files, filesIn } from '../../src/gitops/files';
import type { GitopsResult } from '../../src/gitops/result';
import type { FileSystem } from '../../src/write/file-system';
import { MemoryDisk } from '../write/memory-disk';
import { compilePlan, type TestPlan } from './compile-plan';
import { NOON } from './workspace';

/** A way to ask for a move, on a disk of the test's choice. */
export type Ask = (fileSystem: FileSystem) => GitopsResult;

/** The release `api` on a disk in memory, for tests that make the disk fail. */
export const ask = {
  advance:
    (options: Partial<AdvanceOptions> = {}): Ask =>
    (fileSystem) =>
      advance({ release: 'api', live: '/live', dist: '/dist', now: NOON, ...options, fileSystem }),
  abort: (): Ask => (fileSystem) =>
    abort({ release: 'api', live: '/live', dist: '/dist', now: NOON, fileSystem }),
  amend: (): Ask => (fileSystem) =>
    amend({ release: 'api', live: '/live', dist: '/dist', now: NOON, fileSystem }),
};

/** A disk in memory with these files. */
export function diskWith(files: Files): MemoryDisk {
  const disk = new MemoryDisk();
  for (const [path, text] of files) {
    disk.makeDirectory(path.slice(0, path.lastIndexOf('/')));
    disk.writeFile(path, text);
  }
  return disk;
}

/** The files with another release in `dist/`, as after `build`. */
export function compile(
  files: Files,
  plan: Partial<TestPlan> & Pick<TestPlan, 'from' | 'to'>,
): Files {
  const kept = [...files].filter(([path]) => !path.startsWith('/dist/'));
  return new Map([
    ...kept,
    ...filesIn(`/dist/api/${plan.to}`, compilePlan({ release: 'api', ...plan })),
  ]);
}

/** All files of a disk, with hidden ones. */
export function filesOf(disk: MemoryDisk): Files {
  const entries = [...disk.snapshot('/')].filter(([, text]) => text !== 'directory');
  return new Map(entries.map(([path, text]) => [`/${path}`, text.replace(/@\d+$/, '')]));
}

/** The files after moves that all have to succeed. */
export function walk(files: Files, ...asks: readonly Ask[]): Files {
  const disk = diskWith(files);
  for (const one of asks) {
    const { exitCode, messages } = one(disk);
    if (exitCode !== 0) throw new Error(messages.join('\n'));
  }
  return filesOf(disk);
}
