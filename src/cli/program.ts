import { Command } from 'commander';
import { addAbort } from './abort';
import { addAdvance } from './advance';
import { addAmend } from './amend';
import { addBuild } from './build';
import { addCheck } from './check';
import { addDiff } from './diff';
import { addExplain } from './explain';
import { addInit } from './init';
import { addPlan } from './plan';
import { addRoute } from './route';
import { addColor, examplesText } from './add-verb';
import { EXIT_MEANINGS } from './exit-codes';
import { readOwnVersion } from './own-version';
import { paintStderr } from './terminal';

/** Make the command with all its verbs. What a verb needs is loaded when it runs. */
export function createProgram(): Command {
  const program = new Command('cdk8s-canary')
    .description(
      'Compiles a release plan into complete Kubernetes states, one directory per phase.',
    )
    .version(readOwnVersion(), '--version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .addHelpText('before', examplesText(['cdk8s-canary init hello', 'cdk8s-canary build']))
    .addHelpText('after', exitCodesText())
    // `advance --version 1.2.0` is a version of the release
    .enablePositionalOptions()
    .configureOutput({ outputError })
    .exitOverride();
  addColor(program);
  for (const add of VERBS) add(program);
  return program;
}

/** In the order in which people meet them. */
const VERBS = [
  addInit,
  addBuild,
  addPlan,
  addDiff,
  addCheck,
  addRoute,
  addExplain,
  addAdvance,
  addAbort,
  addAmend,
] as const;

/** What commander complains about looks like what we complain about. */
function outputError(text: string, write: (text: string) => void): void {
  write(`${paintStderr().error('✖ error')} ${text.replace(/^error: /, '')}`);
}

function exitCodesText(): string {
  const lines = EXIT_MEANINGS.map(({ code, meaning }) => `  ${String(code).padEnd(4)} ${meaning}`);
  return ['', 'Exit codes:', ...lines].join('\n');
}
