import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The root of this package. */
export const ROOT = join(__dirname, '..', '..');

/** The command as npm installs it. */
export const COMMAND = join(ROOT, 'bin', 'cdk8s-canary');

/** How a run of the command ended. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a person's terminal or a CI says to programs; a test says it itself. */
const SAID_BY_OTHERS = ['NO_COLOR', 'FORCE_COLOR', 'NODE_OPTIONS', 'CI'];

/** The environment of this process without that, and with more. */
export function cleanEnvironment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !SAID_BY_OTHERS.includes(name));
  return { ...Object.fromEntries(own), ...more };
}

/** Run the command in a directory. */
export function run(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], {
    cwd,
    encoding: 'utf8',
    env: cleanEnvironment(env),
  });
  return { code: status, stdout, stderr };
}
