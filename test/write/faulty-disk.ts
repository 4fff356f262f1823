import type { FileSystem } from '../../src/write/file-system';

/** The death of the process: nothing can be done on the disk after it. */
export class Crash extends Error {}

/** When the process dies: right before an operation, or with half of a text written. */
export type Moment = 'before' | 'during';

const mutations = [
  'makeDirectory',
  'writeFile',
  'writeDurably',
  'rename',
  'removeFile',
  'removeDirectory',
] as const satisfies readonly (keyof FileSystem)[];

/** Any operation of a disk, as wrapping sees it. */
type Call = (...args: readonly string[]) => unknown;

/** An operation that changes the disk. */
export type Mutation = (typeof mutations)[number];

/** A disk whose process dies at its n-th mutation, counted from 1. */
export function crashingAt(n: number, moment: Moment, disk: FileSystem): FileSystem {
  let count = 0;
  const die = (): never => {
    throw new Crash(`crash at mutation ${n}`);
  };
  const wrap = (name: keyof FileSystem): unknown => {
    const run: Call = disk[name];
    const isMutation = (mutations as readonly string[]).includes(name);
    return (...args: string[]): unknown => {
      if (count >= n) die();
      if (isMutation) count += 1;
      if (count < n || !isMutation) return run(...args);
      const [path = '', text = ''] = args;
      if (moment === 'during' && name.startsWith('write')) {
        disk.writeFile(path, text.slice(0, text.length / 2));
      }
      return die();
    };
  };
  return wrapped(disk, wrap);
}

/** A disk whose n-th mutation fails with a code, once; `only` counts just one kind of mutation. */
export function failingAt(
  n: number,
  code: string,
  disk: FileSystem,
  only: readonly Mutation[] = mutations,
): FileSystem {
  let count = 0;
  const wrap = (name: keyof FileSystem): unknown => {
    const run: Call = disk[name];
    return (...args: string[]): unknown => {
      if ((only as readonly string[]).includes(name)) count += 1;
      else return run(...args);
      if (count !== n) return run(...args);
      const [path, dest] = args;
      const error = Object.assign(new Error(`${code}: injected`), { code, path });
      throw name === 'rename' ? Object.assign(error, { dest }) : error;
    };
  };
  return wrapped(disk, wrap);
}

/** A disk that calls an action right before the n-th call of one operation. */
export function watching(
  operation: keyof FileSystem,
  n: number,
  disk: FileSystem,
  action: () => void,
): FileSystem {
  let count = 0;
  const wrap = (name: keyof FileSystem): unknown => {
    const run: Call = disk[name];
    return (...args: string[]): unknown => {
      if (name === operation) count += 1;
      if (name === operation && count === n) action();
      return run(...args);
    };
  };
  return wrapped(disk, wrap);
}

/** A disk that records every call as `operation path`. */
export function recording(disk: FileSystem, calls: string[]): FileSystem {
  const wrap = (name: keyof FileSystem): unknown => {
    const run: Call = disk[name];
    return (...args: string[]): unknown => {
      calls.push(`${name} ${args[0] ?? ''}`);
      return run(...args);
    };
  };
  return wrapped(disk, wrap);
}

/** Whether a call changes the disk, as `recording` notes it. */
export function isMutation(call: string): boolean {
  return (mutations as readonly string[]).includes(call.split(' ')[0] ?? '');
}

function wrapped(disk: FileSystem, wrap: (name: keyof FileSystem) => unknown): FileSystem {
  const names = Object.keys(disk).filter(
    (name) => typeof disk[name as keyof FileSystem] === 'function',
  );
  return Object.fromEntries(
    names.map((name) => [name, wrap(name as keyof FileSystem)]),
  ) as unknown as FileSystem;
}
