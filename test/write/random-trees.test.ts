import { join } from 'node:path';
import fc from 'fast-check';
import { publish } from '../../src/write/publish';
import { readTree } from '../../src/write/read-tree';
import { recover } from '../../src/write/recover';
import { WriteError } from '../../src/write/write-error';
import { Crash, crashingAt } from './faulty-disk';
import { MemoryDisk } from './memory-disk';

type Tree = Readonly<Record<string, string>>;

const path = fc
  .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 })
  .map((segments) => segments.join('/'));

/** Random files of which none stands where another needs a directory. */
const tree: fc.Arbitrary<Tree> = fc
  .uniqueArray(fc.tuple(path, fc.constantFrom('1', '2')), { selector: ([at]) => at, maxLength: 8 })
  .map((entries) => Object.fromEntries(entries.filter(([at]) => isFree(at, entries.map(first)))));

function first([at]: readonly [string, string]): string {
  return at;
}

function isFree(at: string, others: readonly string[]): boolean {
  return !others.some((other) => other.startsWith(`${at}/`));
}

/** Whether two trees fit on one disk: no file of one stands at or above a file of the other. */
function fit(one: Tree, other: Tree): boolean {
  const [ours, theirs] = [Object.keys(one), Object.keys(other)];
  const isApart = (at: string, others: readonly string[]): boolean =>
    isFree(at, others) && !others.includes(at);
  return ours.every((at) => isApart(at, theirs)) && theirs.every((at) => isApart(at, ours));
}

function diskWith(files: Tree): MemoryDisk {
  const disk = new MemoryDisk();
  for (const [at, text] of Object.entries(files)) {
    disk.makeDirectory(join('/root', at, '..'));
    disk.writeFile(join('/root', at), text);
  }
  return disk;
}

function filesOn(disk: MemoryDisk): Tree {
  return Object.fromEntries(readTree('/root', disk));
}

/** Everything on the disk but the counts of writes, so that empty directories and traces show. */
function stateOf(disk: MemoryDisk): readonly (readonly [string, string])[] {
  const found = [...disk.snapshot('/root')].filter(([at]) => at !== '');
  return found.map(([at, text]) => [at, text.replace(/@\d+$/, '')]);
}

function publicationOf(old: Tree, next: Tree): Parameters<typeof publish>[0] {
  return { root: '/root', files: new Map(Object.entries(next)), remove: Object.keys(old) };
}

const foreignTree = tree.map((files) =>
  Object.fromEntries(Object.entries(files).map(([at, text]) => [at, `foreign ${text}`])),
);

describe('random trees', () => {
  it('become exactly the new tree plus the files of others, or stay exactly as they were', () => {
    const seen = { published: 0, refused: 0 };
    fc.assert(
      fc.property(tree, tree, foreignTree, (old, next, foreign) => {
        fc.pre(fit(old, foreign));
        const disk = diskWith({ ...old, ...foreign });
        const before = disk.snapshot('/root');
        if (fit(next, foreign)) {
          publish(publicationOf(old, next), disk);
          expect(stateOf(disk)).toEqual(stateOf(diskWith({ ...next, ...foreign })));
          seen.published += 1;
        } else if (Object.keys(next).every((at) => !(at in foreign))) {
          expect(() => publish(publicationOf(old, next), disk)).toThrow(WriteError);
          expect(disk.snapshot('/root')).toEqual(before);
          seen.refused += 1;
        }
      }),
      { numRuns: 300 },
    );
    expect(Math.min(seen.published, seen.refused)).toBeGreaterThan(10);
  });

  it('are the old or the new tree after a crash at a random step, and the new one after a retry', () => {
    fc.assert(
      fc.property(
        tree,
        tree,
        foreignTree,
        fc.integer({ min: 1, max: 40 }),
        (old, next, foreign, n) => {
          fc.pre(fit(old, foreign) && fit(next, foreign));
          const disk = diskWith({ ...old, ...foreign });
          const [before, after] = [stateOf(disk), stateOf(diskWith({ ...next, ...foreign }))];
          try {
            publish(publicationOf(old, next), crashingAt(n, 'during', disk));
          } catch (error) {
            if (!(error instanceof Crash)) throw error;
          }
          recover('/root', disk);
          expect([before, after]).toContainEqual(stateOf(disk));
          publish(publicationOf(old, next), disk);
          expect(stateOf(disk)).toEqual(after);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('are not written to when published again', () => {
    fc.assert(
      fc.property(tree, tree, (old, next) => {
        const disk = diskWith(old);
        publish(publicationOf(old, next), disk);
        const before = disk.snapshot('/root');
        const changes = publish(publicationOf(old, next), disk);
        expect(changes.unchanged).toEqual(Object.keys(next).sort());
        expect(disk.snapshot('/root')).toEqual(before);
        expect(filesOn(disk)).toEqual(next);
      }),
    );
  });
});
