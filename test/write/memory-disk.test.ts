import { join } from 'node:path';
import fc from 'fast-check';
import { type FileSystem, nodeFileSystem } from '../../src/write/file-system';
import { codeOf } from '../../src/write/write-error';
import { MemoryDisk } from './memory-disk';
import { makeScratch } from './scratch';

const path = fc.constantFrom('a', 'b', 'a/b', 'b/a', 'a/b/c', 'b/a/c');

const operation = fc.oneof(
  fc.record({ run: fc.constantFrom('makeDirectory' as const), args: fc.tuple(path) }),
  fc.record({ run: fc.constantFrom('writeFile' as const), args: fc.tuple(path, fc.string()) }),
  fc.record({ run: fc.constantFrom('rename' as const), args: fc.tuple(path, path) }),
  fc.record({
    run: fc.constantFrom(
      'removeFile' as const,
      'removeDirectory' as const,
      'readFile' as const,
      'readDirectory' as const,
      'kindOf' as const,
    ),
    args: fc.tuple(path),
  }),
);

/** A rename between a directory and its inside has codes of its own; publishing never does it. */
function isWithin({ run, args: [from, to = ''] }: Operation): boolean {
  if (run !== 'rename' || from === to) return false;
  return `${to}/`.startsWith(`${from}/`) || from.startsWith(`${to}/`);
}

interface Operation {
  readonly run: keyof FileSystem;
  readonly args: readonly [string, string?];
}

function perform(disk: FileSystem, root: string, { run, args }: Operation): unknown {
  const [first, second = ''] = args;
  const operand = run === 'rename' ? join(root, second) : second;
  const call: (...operands: string[]) => unknown = disk[run];
  try {
    const result = call(join(root, first), operand);
    if (run === 'makeDirectory')
      return typeof result === 'string' ? result.slice(root.length) : 'kept';
    return Array.isArray(result) ? new Set(result.map((entry) => JSON.stringify(entry))) : result;
  } catch (error) {
    return codeOf(error);
  }
}

describe('the disk in memory', () => {
  it('answers every operation as the real disk does', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 25 }), (operations) => {
        const root = makeScratch();
        const memory = new MemoryDisk();
        memory.makeDirectory('/root');
        for (const each of operations) {
          if (isWithin(each)) continue;
          const expected = perform(nodeFileSystem, root, each);
          expect([each, perform(memory, '/root', each)]).toEqual([each, expected]);
        }
      }),
      { numRuns: 150 },
    );
  });
});
