import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** Root of the repository. */
export const ROOT = join(__dirname, '../..');

/** An app of the repository, as its cdk8s.yaml names it. */
export interface Example {
  /** Path of the folder below the root of the repository; `.` for the root itself. */
  readonly name: string;
  readonly directory: string;
  /** The command that runs the app. */
  readonly app: string;
  /** Directory of its committed output. */
  readonly output: string;
}

/** Every app of the repository: the root's and those below `examples/`. */
export function findExamples(): readonly Example[] {
  const folders = readdirSync(join(ROOT, 'examples')).map((name) => `examples/${name}`);
  return ['.', ...folders].filter((name) => existsSync(configOf(name))).map(readExample);
}

function readExample(name: string): Example {
  const config = parse(readFileSync(configOf(name), 'utf8')) as { app: string; output: string };
  const directory = join(ROOT, name);
  return { name, directory, app: config.app, output: join(directory, config.output) };
}

function configOf(name: string): string {
  return join(ROOT, name, 'cdk8s.yaml');
}
