import { statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { type FileSystem, nodeFileSystem } from '../../src/write/file-system';
import type { Publication } from '../../src/write/publication';
import { publish } from '../../src/write/publish';
import { recover } from '../../src/write/recover';
import { Crash, crashingAt, type Moment } from './faulty-disk';
import { MemoryDisk } from './memory-disk';
import { filesOf, look, makeScratch, plant } from './scratch';

interface Scenario {
  readonly name: string;
  /** Files written by an earlier publication. */
  readonly old: Readonly<Record<string, string>>;
  /** Files of others, which no publication may touch. */
  readonly foreign: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
  readonly remove: readonly string[];
}

const foreign = { 'README.md': 'mine', 'p/notes.txt': 'mine too' };

const scenarios: readonly Scenario[] = [
  {
    name: 'a first publication',
    old: {},
    foreign: {},
    files: { 'a/b.yaml': 'b', 'c.yaml': 'c' },
    remove: [],
  },
  {
    name: 'files added beside others',
    old: { 'p/a.yaml': 'a' },
    foreign,
    files: { 'p/a.yaml': 'a', 'p/b.yaml': 'b', 'p/deep/er/c.yaml': 'c', 'q/d.yaml': 'd' },
    remove: [],
  },
  {
    name: 'files changed',
    old: { 'p/a.yaml': 'a', 'p/b.yaml': 'b', 'q/r/c.yaml': 'c' },
    foreign,
    files: { 'p/a.yaml': 'A', 'p/b.yaml': 'b', 'q/r/c.yaml': 'C' },
    remove: [],
  },
  {
    name: 'files removed, with the directories that this empties',
    old: { 'p/a.yaml': 'a', 'q/r/s/b.yaml': 'b', 'q/r/c.yaml': 'c', 'd.yaml': 'd' },
    foreign,
    files: { 'd.yaml': 'd' },
    remove: ['p/a.yaml', 'q/r/s/b.yaml', 'q/r/c.yaml'],
  },
  {
    name: 'everything at once, files and directories trading places',
    old: { 'p/a.yaml': 'a', 'p/same.yaml': 's', x: 'file', 'y/z/1.yaml': '1', 'gone/2.yaml': '2' },
    foreign,
    files: { 'p/a.yaml': 'A', 'p/same.yaml': 's', 'x/3.yaml': '3', y: 'file', 'n/e/w.yaml': '4' },
    remove: ['x', 'y/z/1.yaml', 'gone/2.yaml'],
  },
];

/** All files and directories of a state, as a disk in memory shows them, without write counts. */
function stateOf(files: Readonly<Record<string, string>>): Record<string, string> {
  const disk = new MemoryDisk();
  disk.makeDirectory('/dist');
  set(disk, files);
  return contents(disk);
}

function set(disk: FileSystem, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    disk.makeDirectory(join('/dist', path, '..'));
    disk.writeFile(join('/dist', path), text);
  }
}

function contents(disk: MemoryDisk): Record<string, string> {
  const found = [...disk.snapshot('/dist')].filter(([path]) => path !== '');
  return Object.fromEntries(found.map(([path, text]) => [path, text.replace(/@\d+$/, '')]));
}

/** A disk with the old state on it, the publication, and both states it may end in. */
function prepare(scenario: Scenario): Prepared {
  const disk = new MemoryDisk();
  if (Object.keys({ ...scenario.old, ...scenario.foreign }).length > 0) {
    set(disk, { ...scenario.old, ...scenario.foreign });
  }
  const publication = { root: '/dist', files: filesOf(scenario.files), remove: scenario.remove };
  return {
    disk,
    publication,
    before: stateOf({ ...scenario.old, ...scenario.foreign }),
    after: stateOf({ ...scenario.files, ...scenario.foreign }),
  };
}

interface Prepared {
  readonly disk: MemoryDisk;
  readonly publication: Publication;
  readonly before: Record<string, string>;
  readonly after: Record<string, string>;
}

/** Runs an action that dies at its n-th mutation; false when it ends before that. */
function dies(
  n: number,
  moment: Moment,
  disk: FileSystem,
  action: (fs: FileSystem) => void,
): boolean {
  try {
    action(crashingAt(n, moment, disk));
    return false;
  } catch (error) {
    if (error instanceof Crash) return true;
    throw error;
  }
}

const moments: readonly Moment[] = ['before', 'during'];

describe.each(scenarios)('a process that dies while publishing: $name', (scenario) => {
  it.each(moments)('leaves all or nothing after recovery, whichever step it dies %s', (moment) => {
    const ends = new Set<string>();
    let isDead = true;
    for (let n = 1; isDead; n += 1) {
      const { disk, publication, before, after } = prepare(scenario);
      isDead = dies(n, moment, disk, (fs) => publish(publication, fs));
      const recovery = recover('/dist', disk);
      const state = contents(disk);
      ends.add(JSON.stringify(state));
      const allowed = {
        'rolled-back': [before],
        'rolled-forward': [after],
        clean: [before, after],
      };
      expect([n, allowed[recovery]]).toEqual([n, expect.arrayContaining([state])]);
      expect(recover('/dist', disk)).toBe('clean');
      publish(publication, disk);
      expect([n, contents(disk)]).toEqual([n, after]);
    }
    expect(ends.size).toBe(2);
  });

  it('loses nothing when it dies again while recovering, at any step of both', () => {
    let isDead = true;
    for (let n = 1; isDead; n += 1) {
      let isDeadAgain = true;
      for (let m = 1; isDeadAgain; m += 1) {
        const { disk, publication, before, after } = prepare(scenario);
        isDead = dies(n, 'during', disk, (fs) => publish(publication, fs));
        isDeadAgain = dies(m, 'during', disk, (fs) => recover('/dist', fs));
        recover('/dist', disk);
        const state = contents(disk);
        expect([n, m, [before, after]]).toEqual([n, m, expect.arrayContaining([state])]);
      }
    }
  });

  it('repairs in the next publication without being asked, and never touches unchanged files', () => {
    let isDead = true;
    for (let n = 1; isDead; n += 1) {
      const { disk, publication, after } = prepare(scenario);
      const untouched = [...disk.snapshot('/dist')].filter(([path, text]) => {
        const isSame =
          scenario.old[path] !== undefined && scenario.files[path] === scenario.old[path];
        return isSame || (path in scenario.foreign && text !== 'directory');
      });
      isDead = dies(n, 'during', disk, (fs) => publish(publication, fs));
      publish(publication, disk);
      expect([n, contents(disk)]).toEqual([n, after]);
      expect([...disk.snapshot('/dist')]).toEqual(expect.arrayContaining(untouched));
    }
  });
});

describe('a process that dies while publishing on the real disk', () => {
  it('leaves all or nothing, no trace of its own, and the times of unchanged files', () => {
    const scenario = scenarios.at(-1)!;
    const longAgo = new Date('2001-02-03T04:05:06Z');
    const [before, after] = [scenario.old, scenario.files].map((files) => {
      const root = makeScratch();
      plant(root, { ...files, ...foreign });
      return look(root);
    });
    let isDead = true;
    for (let n = 1; isDead; n += 1) {
      const root = makeScratch();
      plant(root, { ...scenario.old, ...foreign });
      const untouched = ['README.md', 'p/notes.txt', 'p/same.yaml'].map((path) => join(root, path));
      for (const path of untouched) utimesSync(path, longAgo, longAgo);
      const publication = { root, files: filesOf(scenario.files), remove: scenario.remove };
      isDead = dies(n, 'during', nodeFileSystem, (fs) => publish(publication, fs));
      recover(root);
      expect([before, after]).toContainEqual(look(root));
      publish(publication);
      expect(look(root)).toEqual(after);
      for (const path of untouched) expect(statSync(path).mtime).toEqual(longAgo);
    }
  });
});
