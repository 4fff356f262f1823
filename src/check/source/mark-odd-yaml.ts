import type { Document, Node, Range } from 'yaml';
import type { Json } from '../../manifest/manifest';
import { mark, type Marks, type Span } from './marks';
import { KUBERNETES_YAML, type YamlLibrary } from './yaml-library';

/**
 * Where the fields of a document stand that only the library reads. The value returned has its
 * fields and lists, and null for each scalar.
 */
export function markOddYaml(yaml: YamlLibrary, text: string, marks: Marks): Json {
  const [document] = yaml.parseAllDocuments(text, KUBERNETES_YAML);
  if (document === undefined || !('contents' in document)) return null;
  return build({ yaml, document, text, marks, built: new Map() }, document.contents);
}

interface Building {
  readonly yaml: YamlLibrary;
  readonly document: Document.Parsed;
  readonly text: string;
  readonly marks: Marks;
  /** What aliases stand for is one value, as in the document. */
  readonly built: Map<unknown, Json>;
}

function build(building: Building, node: unknown): Json {
  const { yaml, document } = building;
  if (yaml.isAlias(node)) return build(building, node.resolve(document));
  if (!yaml.isCollection(node)) return null;
  const known = building.built.get(node);
  if (known !== undefined) return known;
  return yaml.isSeq(node) ? buildList(building, node) : buildMap(building, node);
}

function buildMap(building: Building, map: { readonly items: readonly unknown[] }): Json {
  const made: Record<string, Json> = {};
  building.built.set(map, made);
  for (const pair of map.items) {
    if (!building.yaml.isPair(pair)) continue;
    const name = building.yaml.isScalar(pair.key) ? String(pair.key.value) : '';
    const child = build(building, pair.value);
    Object.defineProperty(made, name, { value: child, enumerable: true, configurable: true });
    const span = spanOf(building.text, rangeOf(pair.key), rangeOf(pair.value));
    if (span !== undefined) mark(building.marks, made, name, span);
  }
  return made;
}

function buildList(building: Building, list: { readonly items: readonly unknown[] }): Json {
  const made: Json[] = [];
  building.built.set(list, made);
  for (const item of list.items) {
    const range = rangeOf(item);
    const index = made.push(build(building, item)) - 1;
    if (range === undefined) continue;
    const [start, end] = range;
    mark(building.marks, made, index, { start, end: lineEnd(building.text, start, end) });
  }
  return made;
}

function rangeOf(node: unknown): Range | undefined {
  const range = (node as Partial<Pick<Node, 'range'>> | null)?.range;
  return range ?? undefined;
}

function spanOf(text: string, key: Range | undefined, value: Range | undefined): Span | undefined {
  if (key === undefined) return undefined;
  const [start, keyEnd] = key;
  const end = value?.[1] ?? keyEnd;
  const isOneLine = end > start && !text.slice(start, end).includes('\n');
  return { start, end: isOneLine ? end : keyEnd };
}

function lineEnd(text: string, start: number, end: number): number {
  const line = text.indexOf('\n', start);
  return line < 0 || line > end ? end : line;
}
