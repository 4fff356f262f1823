import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FileSystem, nodeFileSystem } from '../../src/write/file-system';
import { withLock } from '../../src/write/lock';
import { publish } from '../../src/write/publish';
import { WriteError } from '../../src/write/write-error';
import { watching } from './faulty-disk';

/** Two trees of which every file differs; the root is one of them or the publication is broken. */
export function treeOf(turn: number): ReadonlyMap<string, string> {
  const name = turn % 2 === 0 ? 'even' : 'odd';
  const paths = Array.from(
    { length: 30 },
    (_, i) => `${i % 3 === 0 ? name : 'both'}/${i % 5}/${i}`,
  );
  return new Map(paths.map((path) => [path, `${name}\n`]));
}

/** Publishes the odd tree over the even one, and is killed on the way. */
function die(root: string, operation: string, n: number): void {
  const kill = (): void => void process.kill(process.pid, 'SIGKILL');
  const fs = watching(operation as keyof FileSystem, n, nodeFileSystem, kill);
  publish({ root, files: treeOf(1), remove: [...treeOf(0).keys()] }, fs);
}

/** Adds one to a number in a file, many times, each time under the lock. */
function count(root: string, times: number): void {
  const file = join(root, 'number');
  let refusals = 0;
  for (let done = 0; done < times; ) {
    try {
      withLock(root, nodeFileSystem, () => {
        writeFileSync(file, String(Number(readFileSync(file, 'utf8')) + 1));
      });
      done += 1;
    } catch (error) {
      if (!(error instanceof WriteError) || error.code !== 'ELOCKED') throw error;
      refusals += 1;
    }
  }
  writeFileSync(1, String(refusals));
}

if (require.main === module) {
  const [, , task, root = '', first = '', second = ''] = process.argv;
  if (task === 'die') die(root, first, Number(second));
  if (task === 'count') {
    // Several workers begin together, when their input ends.
    process.stdin.resume().on('end', () => count(root, Number(first)));
    writeFileSync(1, 'ready ');
  }
}
