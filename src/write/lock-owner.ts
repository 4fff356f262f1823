import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { codeOf } from './write-error';

/** A new name for this process as the owner of a lock: process, attempt and host. */
export function newOwner(): string {
  return `${process.pid}.${randomBytes(4).toString('hex')}.${thisHost()}`;
}

/**
 * Whether the owner of a lock is a process of this host that is gone. Our own process id counts as
 * gone unless we hold that lock: in containers each run often has the same id and host name.
 * A process in another container that shares our host name cannot be seen and counts as gone.
 *
 * @param held the names under which this process holds locks now
 */
export function isAbandoned(owner: string, held: ReadonlySet<string>): boolean {
  const { pid, host } = parse(owner);
  if (pid === undefined || host !== thisHost()) return false;
  return pid === process.pid ? !held.has(owner) : !isAlive(pid);
}

/** How people name the owner of a lock: `process 4711 on host ci-7`. */
export function describeOwner(owner: string): string {
  const { pid, host } = parse(owner);
  return pid === undefined ? 'an unknown process' : `process ${pid} on host ${host}`;
}

interface Owner {
  readonly pid?: number;
  readonly host: string;
}

function parse(owner: string): Owner {
  const [, pid, host = ''] = /^(\d+)\.[0-9a-f]+\.(.+)$/.exec(owner) ?? [];
  return pid === undefined ? { host } : { pid: Number(pid), host };
}

/** The host name as part of a file name. */
function thisHost(): string {
  return encodeURIComponent(hostname());
}

function isAlive(pid: number): boolean {
  try {
    // Signal 0 only asks whether the process exists.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It exists, but belongs to somebody else.
    return codeOf(error) === 'EPERM';
  }
}
