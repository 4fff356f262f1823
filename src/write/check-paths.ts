import { join } from 'node:path';
import { directoryOf } from './directories-above';
import type { Publication } from './publication';
import { RESERVED_PREFIX } from './reserved-names';
import { WriteError } from './write-error';

/**
 * Refuses a publication whose paths cannot all be published on every platform.
 * @throws WriteError `EINVAL` for a path that leaves the root or is malformed, for one that is ours,
 * and for two paths that differ only in case or of which one is a directory of the other
 */
export function checkPaths({ root, files, remove }: Publication): void {
  for (const path of [...files.keys(), ...remove]) {
    const fault = faultOf(path);
    if (fault !== undefined) throw malformed(root, path, fault);
  }
  checkCollisions(root, files);
}

/** Paths without any fault for certain, as nearly all are: no segment is empty or begins with a dot. */
const PLAIN = /^[\w+-][\w+.-]*(?:\/[\w+-][\w+.-]*)*$/;

/** What is wrong with a relative path; undefined when it is plainly below the root. */
export function faultOf(path: string): string | undefined {
  if (PLAIN.test(path)) return undefined;
  if (path.startsWith('/') || /^[a-z]:/i.test(path)) return 'is absolute';
  if (path.includes('\\')) return 'has a backslash';
  if (path.includes('\0')) return 'has a NUL character';
  if (/(?:^|\/)\.{0,2}(?:\/|$)/.test(path)) return "has an empty segment, '.' or '..'";
  // On a file system without case our own names are reserved in every spelling.
  if (`/${foldCase(path)}`.includes(`/${RESERVED_PREFIX}`)) {
    return `has a name that begins with '${RESERVED_PREFIX}', which is reserved`;
  }
  return undefined;
}

/** One string for all spellings that a file system without case keeps in the same place. */
function foldCase(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

function malformed(root: string, path: string, fault: string): WriteError {
  return new WriteError(
    `cannot publish '${path}' into ${root}: the path ${fault} (EINVAL); use a relative path ` +
      `with forward slashes that stays below the directory; nothing was changed`,
    path,
    'EINVAL',
  );
}

function checkCollisions(root: string, files: ReadonlyMap<string, string>): void {
  const spellings = new Map<string, string>();
  const directories = new Set(['']);
  const claim = (spelling: string): void => {
    const folded = foldCase(spelling);
    const other = spellings.get(folded);
    if (other !== undefined) throw collision(root, spelling, other);
    spellings.set(folded, spelling);
  };
  for (const path of files.keys()) {
    claim(path);
    // The directories above a known directory are known as well.
    let directory = directoryOf(path);
    while (!directories.has(directory)) {
      claim(directory);
      directories.add(directory);
      directory = directoryOf(directory);
    }
  }
}

function collision(root: string, path: string, other: string): WriteError {
  const problem =
    path === other
      ? `'${path}' is both a file and a directory`
      : `'${other}' and '${path}' differ only in case, and are one place on macOS and Windows`;
  return new WriteError(
    `cannot publish into ${root}: ${problem} (EINVAL); rename one of them; nothing was changed`,
    join(root, path),
    'EINVAL',
  );
}
