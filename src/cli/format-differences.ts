import { describe } from '../manifest/identity';
import { type Difference, objectJsonOf, objectOf } from './compare-states';
import { diffLines } from './diff-lines';
import type { Style } from './terminal';

/** How many objects differ. */
export type Counts = Readonly<Record<Difference['change'], number>>;

/** Two states and what they do not have in common. */
export interface Comparison {
  /** Path of the state before. */
  readonly before: string;
  /** Path of the state after. */
  readonly after: string;
  readonly differences: readonly Difference[];
}

type Paint = (style: Style, text: string) => string;

/** Every object that differs with a unified diff of its YAML, and a last line that counts. */
export function formatUnified(differences: readonly Difference[], paint: Paint): string {
  const blocks = differences.map((difference) => {
    const lines = diffLines(difference).map((line) => paintLine(line, paint));
    return [paint('bold', titleOf(difference)), ...lines, ''].join('\n');
  });
  return [...blocks, formatCounts(differences)].join('\n');
}

/** A line for every object that differs, and a last line that counts. */
export function formatSummary(differences: readonly Difference[], paint: Paint): string {
  const lines = differences.map((difference) => {
    const diff = diffLines(difference);
    const added = diff.filter((line) => line.startsWith('+')).length;
    const removed = diff.filter((line) => line.startsWith('-')).length;
    const counts = `${paint('green', `+${added}`)} ${paint('red', `-${removed}`)}`;
    return `${titleOf(difference)}  ${counts}`;
  });
  return [...lines, formatCounts(differences)].join('\n');
}

/** How many objects differ, by how. */
export function countDifferences(differences: readonly Difference[]): Counts {
  const count = (change: Difference['change']) =>
    differences.filter((difference) => difference.change === change).length;
  return { changed: count('changed'), added: count('added'), removed: count('removed') };
}

/** The result for programs. It grows by addition only. */
export function differencesJson({ before, after, differences }: Comparison): object {
  const changes = differences.map((difference) => ({
    change: difference.change,
    object: objectJsonOf(difference),
    diff: diffLines(difference),
  }));
  return { schemaVersion: 1, before, after, counts: countDifferences(differences), changes };
}

function formatCounts(differences: readonly Difference[]): string {
  const { changed, added, removed } = countDifferences(differences);
  return `${changed} changed, ${added} added, ${removed} removed`;
}

/** `changed Deployment shop/api`, and the API versions where they differ. */
function titleOf(difference: Difference): string {
  const title = `${difference.change} ${describe(objectOf(difference))}`;
  if (difference.change !== 'changed') return title;
  const { before, after } = difference;
  if (before.apiVersion === after.apiVersion) return title;
  return `${title} (${before.apiVersion} → ${after.apiVersion})`;
}

const STYLES: readonly (readonly [start: string, style: Style])[] = [
  ['@@', 'cyan'],
  ['+', 'green'],
  ['-', 'red'],
];

function paintLine(line: string, paint: Paint): string {
  const style = STYLES.find(([start]) => line.startsWith(start));
  return style === undefined ? line : paint(style[1], line);
}
