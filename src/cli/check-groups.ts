import { statSync } from 'node:fs';
import type { StateGroup, StateSource } from '../check/check-request';
import type { StateTexts } from '../check/source/load-state';
import type { Problem } from '../check/source/problem';
import type { PhasedDirectory } from './check-phases';
import { readSource } from './check-read';
import { walkDirectory, type Tree } from './check-walk';

/** What is asked to be checked. */
export interface AskedStates {
  readonly paths: readonly string[];
  /** Two states, for what happens on the way from one to the other. */
  readonly step?: readonly [from: string, to: string];
}

/**
 * The states that paths stand for: each directory is one, files named singly are one together, and so
 * is each phase in a directory. Files are read when a state's turn comes.
 */
export function* statesOf({ paths, step }: AskedStates): Generator<StateGroup> {
  const files = paths.filter((path) => !isDirectory(path));
  if (files.length > 0) yield { states: [stateOfFiles(files)], transitions: [] };
  for (const directory of paths.filter(isDirectory)) yield* statesIn(directory);
  if (step !== undefined) {
    yield { states: step.map(stateAt), transitions: [[0, 1]] };
  }
}

/** A path that does not exist is a file that cannot be read. */
function isDirectory(path: string): boolean {
  return path !== '-' && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function stateOfFiles(files: readonly string[]): StateSource {
  const unique = [...new Set(files)];
  const [first = ''] = unique;
  const name = unique.length === 1 ? first : `${first} and ${unique.length - 1} more`;
  return { name, read: () => readTexts(name, unique, [], true) };
}

function* statesIn(directory: string): Generator<StateGroup> {
  const tree = walkDirectory(directory);
  if (tree.files.length > 0 || tree.problems.length > 0 || tree.phased.length === 0) {
    yield { states: [stateOf(directory, tree)], transitions: [] };
  }
  for (const phased of tree.phased) yield groupOf(phased);
}

/** The state that a path stands for, be it a directory or a file. */
export function stateAt(path: string): StateSource {
  if (!isDirectory(path)) return stateOfFiles([path]);
  return { name: path, read: () => stateOf(path, walkDirectory(path)).read() };
}

function stateOf(name: string, { files, problems }: Tree): StateSource {
  return { name, read: () => readTexts(name, files, problems, false) };
}

function groupOf({ forward, back }: PhasedDirectory): StateGroup {
  const transitions: (readonly [number, number])[] = forward.slice(1).map((_, at) => [at, at + 1]);
  const states = forward.map(stateAt);
  for (const { from, phases } of back) {
    let before = from;
    for (const phase of phases) {
      const after = states.push(stateAt(phase)) - 1;
      transitions.push([before, after]);
      before = after;
    }
  }
  return { states, transitions };
}

function readTexts(
  name: string,
  files: readonly string[],
  known: readonly Problem[],
  named: boolean,
): StateTexts {
  const sources = files.map((file) => readSource(file, named));
  return {
    name,
    texts: sources.filter((source) => 'text' in source),
    problems: [
      ...known,
      ...sources.flatMap((source) => ('problem' in source ? [source.problem] : [])),
    ],
  };
}
