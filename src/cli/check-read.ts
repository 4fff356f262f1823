import { closeSync, openSync, readSync } from 'node:fs';
import type { Problem } from '../check/source/problem';
import type { SourceText } from '../check/source/source-text';

/** Files above this are not read. The rule `file-too-large` says so, and why. */
const LARGEST = 16 * 1024 * 1024;

/** Bytes that are read at a time. */
const CHUNK = 1024 * 1024;

/** Why a file has no text: the problem says it. */
export interface Unread {
  readonly problem: Problem;
}

/** The text of a file, or why there is none; `-` is stdin. At most 16 MiB are ever read. */
export function readSource(file: string, named: boolean): SourceText | Unread {
  let bytes: Buffer | undefined;
  try {
    bytes = readBytes(file);
  } catch (error) {
    return { problem: unreadable(file, error) };
  }
  if (bytes === undefined) {
    const message = 'the file has more than 16 MiB, and was not read';
    return { problem: { rule: 'file-too-large', file, message } };
  }
  const text = decode(bytes);
  if (text === undefined) {
    const message = bytes.includes(0)
      ? 'the file is binary, or UTF-16, and was not checked'
      : 'the file is not UTF-8, and was not checked';
    return { problem: { rule: 'file-not-text', file, message } };
  }
  return { file, text, named };
}

/** What the system says about a path that cannot be read. */
export function unreadable(file: string, error: unknown): Problem {
  const { code, message } = error as NodeJS.ErrnoException;
  const why = REASONS[code ?? ''] ?? message;
  return { rule: 'file-unreadable', file, message: `cannot be read: ${why}` };
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'there is no such file or directory',
  ENOTDIR: 'a part of the path is no directory',
  EPERM: 'permission denied',
};

/** Read piece by piece: pipes and devices have no size to ask for. Undefined for too many bytes. */
function readBytes(file: string): Buffer | undefined {
  const descriptor = file === '-' ? 0 : openSync(file, 'r');
  try {
    const chunks: Buffer[] = [];
    let total = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(total === 0 ? FIRST : CHUNK);
      const count = readSome(descriptor, chunk);
      if (count === 0) return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, count));
      total += count;
      if (total > LARGEST) return undefined;
    }
  } finally {
    if (descriptor !== 0) closeSync(descriptor);
  }
}

/** Most manifests fit in here. */
const FIRST = 32 * 1024;

function readSome(descriptor: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // a terminal or a pipe that has ended, or that has nothing yet
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(PAUSE, 0, 0, 10);
    }
  }
}

const PAUSE = new Int32Array(new SharedArrayBuffer(4));

function decode(bytes: Buffer): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return UTF_8.decode(bytes);
  } catch {
    return undefined;
  }
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
