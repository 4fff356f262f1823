import type { Json } from '../../manifest/manifest';
import type { DocumentText } from './document-text';
import type { Problem } from './problem';
import { readJson } from './read-json';
import { readOddYaml, type Fault, type OddDocument } from './read-odd-yaml';
import { readPlainYaml } from './read-plain-yaml';
import type { SourceText } from './source-text';
import { spotAt } from './spot-at';
import { splitDocuments, type Chunk } from './split-documents';
import type { YamlLibrary } from './yaml-library';

/** A document of a file with its value. */
export interface SourceDocument extends DocumentText {
  readonly value: Json;
}

/** What a file holds. A document that cannot be read is a problem; the others are there. */
export interface ReadFile {
  readonly documents: readonly SourceDocument[];
  readonly problems: readonly Problem[];
}

/** A document above this size is left to no library: it takes seconds and 100 times its size. */
const LARGEST_ODD = 2 * 1024 * 1024;

/**
 * Reads the documents of a file. `loadYaml` is asked for the library when a document is not of the
 * plain kind; most files need none.
 */
export async function readDocuments(
  source: SourceText,
  loadYaml: () => Promise<YamlLibrary>,
): Promise<ReadFile> {
  const text = source.text.startsWith('\ufeff') ? source.text.slice(1) : source.text;
  const json = /^\s*\{/.test(text) ? readJson(text) : undefined;
  if (json !== undefined) {
    const documents = json.map(({ value, start, end }): SourceDocument => {
      const { line, column } = spotAt(text, start);
      const place = { linesBefore: line - 1, columnsBefore: column - 1 };
      return { file: source.file, text: text.slice(start, end), ...place, syntax: 'json', value };
    });
    return { documents, problems: [] };
  }
  const documents: SourceDocument[] = [];
  const problems: Problem[] = [];
  const { chunks, odd } = splitDocuments(text);
  for (const { line, text: beside } of odd) problems.push(besideSeparator(source, line, beside));
  for (const chunk of chunks) {
    const plain = readPlainYaml(chunk.text);
    const document = { file: source.file, ...chunk, columnsBefore: 0 };
    if (plain !== undefined) documents.push({ ...document, syntax: 'plain', value: plain.value });
    else if (chunk.text.length > LARGEST_ODD) problems.push(tooLarge(source, chunk));
    else {
      const { read, text: own } = readOdd(await loadYaml(), chunk.text);
      if (read.kind === 'broken') {
        problems.push(...read.faults.map((fault) => problemOf(source, chunk, fault)));
      } else documents.push({ ...document, text: own, syntax: 'yaml', value: read.value });
    }
  }
  return { documents, problems: isTemplate(text, problems) ? [template(source)] : problems };
}

/** `helm install --dry-run` writes the chart's notes behind the last manifest. */
function readOdd(
  yaml: YamlLibrary,
  text: string,
): { readonly read: OddDocument; readonly text: string } {
  const read = readOddYaml(yaml, text);
  const notes = read.kind === 'broken' ? text.search(/^NOTES:\s*$/m) : -1;
  if (notes < 0) return { read, text };
  const manifest = text.slice(0, notes);
  return { read: readOddYaml(yaml, manifest), text: manifest };
}

function problemOf({ file }: SourceText, { text, linesBefore }: Chunk, fault: Fault): Problem {
  const { rule, message, offset, end } = fault;
  // what is missing is missed at the end, where there is nothing to see
  const from = offset >= text.trimEnd().length ? Math.max(text.trimEnd().length - 1, 0) : offset;
  const { line, column } = spotAt(text, from);
  const lineText = text.split('\n')[line - 1]?.trimEnd() ?? '';
  const length = Math.min((end ?? offset) - offset, lineText.length - column + 1);
  const place = { line: line + linesBefore, column, end: column + Math.max(length, 1) };
  const spot = { kind: 'line', ...place, lineText } as const;
  return { rule, file, message, spot };
}

function besideSeparator({ file }: SourceText, line: number, beside: string): Problem {
  return {
    rule: 'yaml-syntax',
    file,
    message: 'a separator has nothing but a comment beside it; kubectl refuses the file',
    given: `---${beside.length > 40 ? `${beside.slice(0, 40)}…` : beside}`,
    fix: 'put what follows --- on a line of its own',
    spot: { kind: 'line', line, column: 1, lineText: `---${beside}` },
  };
}

function tooLarge({ file }: SourceText, { text, linesBefore }: Chunk): Problem {
  const size = `${(text.length / 1024 / 1024).toFixed(1)} MiB`;
  const message = 'the document is too large for YAML that is not plain, and was not checked';
  const spot = { kind: 'line', line: linesBefore + 1, column: 1 } as const;
  return { rule: 'file-too-large', file, message, given: size, spot };
}

/** One finding a file: every other one would follow from the braces. */
function isTemplate(text: string, problems: readonly Problem[]): boolean {
  return problems.some(({ rule }) => rule === 'yaml-syntax') && /\{\{.*\}\}/.test(text);
}

function template({ file }: SourceText): Problem {
  const message = 'looks like a Helm template, and was not checked';
  return { rule: 'helm-template', file, message };
}
