import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as ts from 'typescript';

const ROOT = resolve(__dirname, '../..');

/** A problem that the compiler has with a file. */
export interface Problem {
  /** Offset in the file's text. */
  readonly start: number;
  /** The messages, outermost first. */
  readonly message: string;
}

/**
 * Compile files of this directory; `texts` are files that exist for the compiler only, by name. What
 * comes back tells what the compiler has to say about one of them, an unused `@ts-expect-error`
 * included.
 */
export function compileTypes(
  names: readonly string[],
  texts: Readonly<Record<string, string>>,
): (name: string) => readonly Problem[] {
  const program = programOf([...names, ...Object.keys(texts)].map(pathOf), texts);
  return (name) => problemsOf(program, pathOf(name));
}

/** The text of a file of this directory. */
export function textOf(name: string): string {
  return readFileSync(pathOf(name), 'utf8');
}

function problemsOf(program: ts.Program, path: string): readonly Problem[] {
  const file = program.getSourceFile(path);
  return program
    .getSemanticDiagnostics(file)
    .filter((diagnostic): diagnostic is ts.DiagnosticWithLocation => diagnostic.file === file)
    .map(({ start, messageText }) => ({
      start,
      message: ts.flattenDiagnosticMessageText(messageText, '\n'),
    }));
}

function programOf(paths: readonly string[], texts: Readonly<Record<string, string>>): ts.Program {
  const { config } = ts.readConfigFile(resolve(ROOT, 'tsconfig.json'), (path) =>
    ts.sys.readFile(path),
  ) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const host = ts.createCompilerHost(options);
  const virtual = new Map(Object.entries(texts).map(([name, text]) => [pathOf(name), text]));
  host.readFile = (path) => virtual.get(path) ?? ts.sys.readFile(path);
  host.fileExists = (path) => virtual.has(path) || ts.sys.fileExists(path);
  return ts.createProgram([...paths], options, host);
}

function pathOf(name: string): string {
  return resolve(__dirname, name);
}
