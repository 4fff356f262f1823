import { readFileSync } from 'node:fs';
import { codeOf } from '../write/write-error';
import { CliError } from './cli-error';
import { EXIT } from './exit-codes';
import { parsePlainFields } from './plain-fields';

/** What the command reads of `cdk8s.yaml`; its other keys belong to the cdk8s command. */
export interface Config {
  /** Shell command that runs the app. */
  readonly app: string;
  /** Output directory. */
  readonly output: string;
}

const FILE = 'cdk8s.yaml';
const DEFAULT_OUTPUT = 'dist';
const EXAMPLE = 'app: node --import tsx main.ts';

/**
 * Read `cdk8s.yaml` in the current directory.
 * @throws CliError 64 where it is missing, broken or without `app`
 */
export async function readConfig(): Promise<Config> {
  const config = await readFile();
  if (config === undefined) {
    const fix = `go to the directory of your app, or make one with 'cdk8s-canary init'`;
    throw new CliError(EXIT.usage, `no ${FILE} in the current directory`, fix);
  }
  const { app } = config;
  if (typeof app === 'string' && app.trim() !== '') return { app, output: outputOf(config) };
  const given = app === undefined ? 'it is missing' : `it is ${JSON.stringify(app)}`;
  const message = `${FILE}: 'app' has to be the command that runs your app, but ${given}`;
  throw new CliError(EXIT.usage, message, `write for example: ${EXAMPLE}`);
}

/** The output directory that `cdk8s.yaml` names; `dist` where it does not, or is missing. */
export async function readOutput(): Promise<string> {
  return outputOf((await readFile()) ?? {});
}

type Fields = Readonly<Record<string, unknown>>;

function outputOf({ output }: Fields): string {
  if (output === undefined) return DEFAULT_OUTPUT;
  if (typeof output === 'string' && output.trim() !== '') return output;
  const message = `${FILE}: 'output' has to be a directory, but it is ${JSON.stringify(output)}`;
  throw new CliError(EXIT.usage, message, `write for example: output: ${DEFAULT_OUTPUT}`);
}

async function readFile(): Promise<Fields | undefined> {
  const text = readText();
  if (text === undefined) return undefined;
  const value = parsePlainFields(text) ?? (await parseText(text));
  if (value === null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as Fields;
  throw new CliError(EXIT.usage, `${FILE} has to hold fields, such as: ${EXAMPLE}`);
}

async function parseText(text: string): Promise<unknown> {
  const { parse, YAMLParseError } = await import('yaml');
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const [first] = error.message.split(':\n');
    throw new CliError(EXIT.usage, `${FILE} is not YAML: ${first ?? error.code}`, 'correct it');
  }
}

function readText(): string | undefined {
  try {
    return readFileSync(FILE, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new CliError(EXIT.failure, `cannot read ${FILE}: ${(error as Error).message}`);
  }
}
