import { CommanderError } from 'commander';
import { codeOf } from '../write/write-error';
import { CliError } from './cli-error';
import { EXIT, type ExitCode } from './exit-codes';
import { createProgram } from './program';
import { paintStderr, tell } from './terminal';

/** Run the command on the arguments of this process; its exit code is the process's. */
async function main(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', endOnClosedPipe);
  try {
    const program = createProgram();
    if (process.argv.length <= 2) program.outputHelp();
    else await program.parseAsync();
  } catch (error) {
    process.exitCode = tellError(error);
  }
}

/** The reader has seen enough, as in `cdk8s-canary diff a b | head`. */
function endOnClosedPipe(error: Error): void {
  if (codeOf(error) === 'EPIPE') process.exit(EXIT.ok);
  throw error;
}

function tellError(error: unknown): ExitCode {
  // commander has said it, and shown help and version the same way
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  const { error: paint } = paintStderr();
  const symbol = paint('✖ error');
  if (error instanceof CliError) {
    tell(`${symbol} ${error.message}`);
    if (error.fix !== undefined) tell(`    fix: ${error.fix}`);
    return error.exitCode;
  }
  // what the disk refuses is explained by its message; anything else is a fault of this program
  if (codeOf(error) !== undefined) tell(`${symbol} ${(error as Error).message}`);
  else tell(`${symbol} internal: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
  return EXIT.failure;
}

void main();
