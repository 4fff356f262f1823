import { type ChildProcess, spawn } from 'node:child_process';
import { ignore } from '../write/write-error';
import { CliError } from './cli-error';
import { EXIT } from './exit-codes';

/** How a shell command ended: `well`, or what people call it, `code 7` or `SIGKILL`. */
export type Ending = 'well' | `code ${number}` | NodeJS.Signals;

const INTERRUPTS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Run a command in a shell. Our stdout is data, so what the command prints goes to stderr.
 * @throws CliError 130 when interrupted, after the command has ended
 */
export function runShell(command: string, env: NodeJS.ProcessEnv): Promise<Ending> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, {
      shell: true,
      env,
      stdio: ['ignore', 2, 2],
      // a group of its own, for a signal to the shell alone would leave the app running
      detached: hasGroups,
    });
    const interrupts: NodeJS.Signals[] = [];
    const interrupt = (signal: NodeJS.Signals) => {
      // who asks twice does not want to wait for the app
      kill(child, interrupts.length === 0 ? signal : 'SIGKILL');
      interrupts.push(signal);
    };
    for (const signal of INTERRUPTS) process.on(signal, interrupt);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      for (const name of INTERRUPTS) process.off(name, interrupt);
      const [interrupted] = interrupts;
      if (interrupted === undefined) resolve(endingOf(code, signal));
      else reject(new CliError(EXIT.interrupted, `interrupted (${interrupted})`));
    });
  });
}

/** Windows has no process groups, and would open a window. */
const hasGroups = process.platform !== 'win32';

function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  const { pid } = child;
  if (pid === undefined) return;
  if (hasGroups) ignore(['ESRCH'], () => process.kill(-pid, signal));
  else child.kill(signal);
}

function endingOf(code: number | null, signal: NodeJS.Signals | null): Ending {
  if (signal !== null) return signal;
  return code === 0 || code === null ? 'well' : `code ${code}`;
}
