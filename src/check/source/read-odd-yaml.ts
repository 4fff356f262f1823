import type { Document, YAMLError } from 'yaml';
import type { Json } from '../../manifest/manifest';
import type { FileRuleId } from './file-rules';
import { nestsTooDeep } from './nests-too-deep';
import { KUBERNETES_YAML, type YamlLibrary } from './yaml-library';

/** A document as the library reads it, or what is wrong with it. */
export type OddDocument =
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'broken'; readonly faults: readonly Fault[] };

/** What is wrong with the text of a document. */
export interface Fault {
  readonly rule: Extract<FileRuleId, 'yaml-syntax' | 'duplicate-key' | 'yaml-alias-bomb'>;
  readonly message: string;
  /** Character of the document's text. */
  readonly offset: number;
  readonly end?: number;
}

/**
 * How many nodes the aliases of a document may stand for. Kubernetes allows 400,000 before it looks
 * at their share; no object needs a hundredth of that.
 */
const MOST_ALIASED = 10_000;

/** Fields there twice that are told of one document. */
const TOLD = 5;

/** Reads a document with the library. Anchors, aliases and merge keys are resolved. */
export function readOddYaml(yaml: YamlLibrary, text: string): OddDocument {
  if (nestsTooDeep(yaml, text)) {
    return broken([{ rule: 'yaml-syntax', message: 'nested too deeply to be read', offset: 0 }]);
  }
  try {
    const [document] = yaml.parseAllDocuments(text, KUBERNETES_YAML);
    if (document === undefined || !('contents' in document)) return { kind: 'value', value: null };
    if (document.errors.length > 0) return broken(faultsOf(document.errors));
    const key = findCollectionKey(yaml, document);
    return key === undefined ? resolve(document, text) : broken([key]);
  } catch (error) {
    return broken([{ rule: 'yaml-syntax', message: tellCrash(error), offset: 0 }]);
  }
}

function resolve(document: Document.Parsed, text: string): OddDocument {
  try {
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASED });
    return { kind: 'value', value: toJson(value) };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    const isBomb = error.message.startsWith('Excessive alias count');
    const name = /: (\S+)$/.exec(error.message)?.[1] ?? '';
    const offset = Math.max(text.indexOf(isBomb ? '*' : `*${name}`), 0);
    return broken([
      isBomb
        ? { rule: 'yaml-alias-bomb', message: BOMB, offset }
        : {
            rule: 'yaml-syntax',
            message: `the alias *${name} stands for no anchor before it`,
            offset,
          },
    ]);
  }
}

/** A key that is a list or an object, as `{{ x }}` reads. YAML allows it, Kubernetes does not. */
function findCollectionKey(yaml: YamlLibrary, document: Document.Parsed): Fault | undefined {
  let found: Fault | undefined;
  yaml.visit(document, {
    Pair: (_, { key }) => {
      if (!yaml.isCollection(key)) return undefined;
      const [offset = 0, end = 0] = key.range ?? [];
      found = {
        rule: 'yaml-syntax',
        message: 'a key is text, not a list or an object',
        offset,
        end,
      };
      return yaml.visit.BREAK;
    },
  });
  return found;
}

const BOMB = `aliases of aliases stand for more than ${MOST_ALIASED} values`;

function broken(faults: readonly Fault[]): OddDocument {
  return { kind: 'broken', faults };
}

/** The first break alone: others follow from it. */
function faultsOf(errors: readonly YAMLError[]): readonly Fault[] {
  const first = errors.find(({ code }) => code !== 'DUPLICATE_KEY');
  return first === undefined ? errors.slice(0, TOLD).map(faultOf) : [faultOf(first)];
}

function faultOf({ code, message, pos }: YAMLError): Fault {
  const [offset, end] = pos;
  if (code === 'DUPLICATE_KEY') {
    return { rule: 'duplicate-key', message: 'the same field is written twice', offset, end };
  }
  return { rule: 'yaml-syntax', message: tellError(message), offset, end };
}

/** The library's own sentence without the place and the frame that it adds. */
function tellError(message: string): string {
  const [sentence = ''] = message.split(/ at line \d+, column \d+/);
  return `not YAML: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}

function tellCrash(error: unknown): string {
  return `not YAML: ${error instanceof Error ? error.message : String(error)}`;
}

/** A value as JSON; what it has no word for is text. What aliases share stays shared. */
function toJson(value: unknown, seen = new Map<unknown, Json>()): Json {
  if (typeof value !== 'object' || value === null) return scalarOf(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  const known = seen.get(value);
  if (known !== undefined) return known;
  const isList = Array.isArray(value) || value instanceof Set;
  const made = isList ? listOf(value, seen) : objectOf(value, seen);
  seen.set(value, made);
  return made;
}

function scalarOf(value: unknown): Json {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  return typeof value === 'bigint' ? Number(value) : null;
}

function listOf(items: Iterable<unknown>, seen: Map<unknown, Json>): Json {
  return Array.from(items, (item) => toJson(item, seen));
}

function objectOf(value: object, seen: Map<unknown, Json>): Json {
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return Object.fromEntries(entries.map(([key, item]) => [String(key), toJson(item, seen)]));
}
