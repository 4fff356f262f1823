import type { Json } from '../../manifest/manifest';
import type { SourcePlace } from '../../finding/finding';
import type { DocumentText } from './document-text';
import { findSpan } from './find-span';
import { markJson } from './mark-json';
import { markOddYaml } from './mark-odd-yaml';
import type { Marks } from './marks';
import { readPlainYaml } from './read-plain-yaml';
import { spotAt } from './spot-at';
import type { YamlLibrary } from './yaml-library';

/** A place in a file, with the text of its line. */
export interface FoundPlace {
  readonly source: SourcePlace;
  /** The line, without its end. */
  readonly lineText: string;
}

/**
 * Finds where fields of a document are written. The document is read a second time for it, so ask
 * all its paths at once; most documents are never asked.
 */
export async function findPlaces(
  document: DocumentText,
  paths: readonly string[],
  loadYaml: () => Promise<YamlLibrary>,
): Promise<readonly FoundPlace[]> {
  const marks: Marks = new Map();
  const root = await readMarks(document, marks, loadYaml);
  return paths.map((path) => placeOf(document, root, path, marks));
}

async function readMarks(
  { text, syntax }: DocumentText,
  marks: Marks,
  loadYaml: () => Promise<YamlLibrary>,
): Promise<Json> {
  if (syntax === 'json') return markJson(text, marks);
  if (syntax === 'plain') return readPlainYaml(text, marks)?.value ?? null;
  return markOddYaml(await loadYaml(), text, marks);
}

function placeOf(document: DocumentText, root: Json, path: string, marks: Marks): FoundPlace {
  const { file, text, linesBefore, columnsBefore } = document;
  const span = findSpan(root, path, marks) ?? { start: firstCharacter(text), end: text.length };
  const { line, column } = spotAt(text, span.start);
  const lineStart = span.start - column + 1;
  const lineText = lineAt(text, lineStart);
  const before = line === 1 ? columnsBefore : 0;
  const length = Math.min(span.end - span.start, Math.max(lineText.length - column + 1, 1));
  const place = { line: line + linesBefore, column: column + before };
  return {
    source: { file, ...place, endLine: place.line, endColumn: place.column + Math.max(length, 1) },
    lineText: `${' '.repeat(Math.min(before, 200))}${lineText}`,
  };
}

function firstCharacter(text: string): number {
  return Math.max(text.search(/\S/), 0);
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? undefined : end).replace(/\r$/, '');
}
