import type { Json } from '../../manifest/manifest';

/** A JSON value in a text. */
export interface JsonPart {
  readonly value: Json;
  readonly start: number;
  readonly end: number;
}

/**
 * The JSON objects that a text consists of, one after the other as `kubectl -o json` and `jq` write
 * them. Undefined for a text that is anything else, or that has a field twice.
 */
export function readJson(text: string): readonly JsonPart[] | undefined {
  const parts = partsOf(text);
  if (parts === undefined) return undefined;
  const found: JsonPart[] = [];
  for (const { start, end, keys } of parts) {
    const value = parse(text.slice(start, end));
    if (value === undefined || countKeys(value, 0) !== keys) return undefined;
    found.push({ value, start, end });
  }
  return found;
}

interface Part {
  readonly start: number;
  readonly end: number;
  /** Keys in the text; the parsed value has fewer when one of them is there twice. */
  readonly keys: number;
}

/** Strings, with the colon that makes them a key, brackets, and what else is no blank. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}[\]]|[^\s"{}[\]]+/gs;

function partsOf(text: string): readonly Part[] | undefined {
  const parts: Part[] = [];
  let depth = 0;
  let start = 0;
  let keys = 0;
  for (const token of text.matchAll(TOKEN)) {
    const first = token[0].charAt(0);
    if (depth === 0) {
      if (first !== '{') return undefined;
      start = token.index;
      keys = 0;
    }
    if (token[1] !== undefined) keys += 1;
    if (first === '{' || first === '[') depth += 1;
    if (first === '}' || first === ']') depth -= 1;
    if (depth === 0) parts.push({ start, end: token.index + 1, keys });
  }
  return depth === 0 && parts.length > 0 ? parts : undefined;
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Deeper values are left to the library, which says so. */
const DEEPEST = 500;

function countKeys(value: Json, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth > DEEPEST) return Number.NaN;
  let count = Array.isArray(value) ? 0 : Object.keys(value).length;
  for (const item of Object.values(value) as readonly Json[]) count += countKeys(item, depth + 1);
  return count;
}
