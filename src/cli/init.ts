import { lstatSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { addVerb } from './add-verb';
import { CliError } from './cli-error';
import { EXIT } from './exit-codes';
import { tell } from './terminal';

/** Add the verb `init`: write a small working app. */
export function addInit(program: Command): void {
  addVerb(program, {
    name: 'init',
    summary: 'write a small working app',
    examples: ['cdk8s-canary init hello'],
    description:
      'Writes an app with one release: cdk8s.yaml, main.ts, package.json, tsconfig.json and ' +
      '.gitignore. Never overwrites a file.',
  })
    .argument('[dir]', 'directory of the app', '.')
    .action(async (directory: string) => {
      const { initFiles } = await import('./init-files.js');
      const { publish } = await import('../write/publish.js');
      const files = initFiles(basename(resolve(directory)));
      refuseExisting(directory, [...files.keys()]);
      publish({ root: directory, files, remove: [] });
      tell(nextSteps(directory, [...files.keys()]));
    });
}

function refuseExisting(directory: string, paths: readonly string[]): void {
  const existing = paths.map((path) => join(directory, path)).filter(exists);
  if (existing.length === 0) return;
  const message = `there is already ${existing.join(', ')}; nothing was written`;
  throw new CliError(EXIT.usage, message, 'name a new directory, such as: cdk8s-canary init hello');
}

/** A link that leads nowhere exists too. */
function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function nextSteps(directory: string, paths: readonly string[]): string {
  const enter = resolve(directory) === process.cwd() ? [] : [`  cd ${directory}`];
  return [
    `wrote ${paths.map((path) => join(directory, path)).join(', ')}`,
    '',
    'next:',
    ...enter,
    '  npm install',
    '  npx cdk8s-canary build   # writes dist/',
    '  npx cdk8s-canary plan    # shows the phases',
  ].join('\n');
}
