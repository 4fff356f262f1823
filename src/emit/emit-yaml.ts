import { stringify } from 'yaml';
import type { Json, JsonObject } from '../manifest/manifest';
import { isPlainScalar } from './plain-scalar';

/**
 * One YAML document with a final newline, byte for byte what `Yaml.stringify` of cdk8s makes of a
 * plain JSON tree, in a fraction of the time.
 *
 * Two differences, both on purpose: a field that is undefined is left out, as in JSON (cdk8s writes
 * null), and an object that occurs twice is written twice (cdk8s writes an anchor and an alias).
 */
export function emitYaml(value: Json): string {
  return isCollection(value) ? `${emitCollection(value, '')}\n` : stringify(value, AS_CDK8S);
}

/** The options that cdk8s gives to the same library. */
const AS_CDK8S = { keepUndefined: true, lineWidth: 0, version: '1.1' } as const;

/** A longer key needs the form `? key`: https://yaml.org/spec/1.1/#id934537. */
const LONGEST_SIMPLE_KEY = 1024;

/** Limits of a cache, in entries and in UTF-16 units of an entry: together a few megabytes. */
const CACHED_TEXTS = 4096;
const CACHED_LENGTH = 128;

/** What the library made of strings that are not plain for certain. */
const oddValues = new Map<string, string>();

/** Keys as they are written: manifests have few different ones, and each very often. */
const rootKeys = new Map<string, string>();
const nestedKeys = new Map<string, string>();

type Scalar = string | number | boolean | null;
type Collection = readonly Json[] | JsonObject;

/** Text of a node whose first line is already indented; the others get the indent given. */
function emitNode(value: Json, indent: string): string {
  return isCollection(value) ? emitCollection(value, indent) : emitScalar(value, indent);
}

function emitCollection(value: Collection, indent: string): string {
  return isList(value) ? emitList(value, indent) : emitMap(value, indent);
}

function emitList(list: readonly Json[], indent: string): string {
  const inner = `${indent}  `;
  const items: string[] = [];
  for (const item of list) items.push(`- ${emitNode(item, inner)}`);
  return items.length === 0 ? '[]' : items.join(`\n${indent}`);
}

function emitMap(map: JsonObject, indent: string): string {
  const pairs: string[] = [];
  for (const key of Object.keys(map)) {
    const value = map[key];
    if (value !== undefined) pairs.push(emitPair(emitKey(key, indent), value, indent));
  }
  return pairs.length === 0 ? '{}' : pairs.join(`\n${indent}`);
}

function emitPair(key: string, value: Json, indent: string): string {
  const inner = `${indent}  `;
  const text = emitNode(value, inner);
  if (key.length > LONGEST_SIMPLE_KEY) return `? ${key}\n${indent}: ${text}`;
  const onOneLine = !isCollection(value) || text === '{}' || text === '[]';
  return onOneLine ? `${key}: ${text}` : `${key}:\n${inner}${text}`;
}

function emitKey(key: string, indent: string): string {
  return indent === ''
    ? recall(rootKeys, key, probeRootKey)
    : recall(nestedKeys, key, probeNestedKey);
}

function emitScalar(value: Scalar, indent: string): string {
  if (typeof value === 'string') return emitString(value, indent);
  if (value === null || typeof value === 'boolean') return String(value);
  return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : probeValue(value);
}

function emitString(value: string, indent: string): string {
  if (isPlainScalar(value)) return value;
  const text = recall(oddValues, value, probeValue);
  return text.includes('\n') ? text.replace(/\n(?=[^\n])/g, `\n${indent.slice(2)}`) : text;
}

function recall(cache: Map<string, string>, text: string, probe: (text: string) => string): string {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const made = probe(text);
  if (text.length > CACHED_LENGTH) return made;
  if (cache.size >= CACHED_TEXTS) cache.clear();
  cache.set(text, made);
  return made;
}

/** A value as the library writes it one level deep; deeper ones only differ by the indent. */
function probeValue(value: Scalar): string {
  return stringify({ k: value }, AS_CDK8S).slice('k: '.length, -'\n'.length);
}

/** A key as the library writes it at the left edge, where `---` would end the document. */
function probeRootKey(key: string): string {
  if (isPlainScalar(key)) return key;
  return withoutValue(stringify({ [key]: 0 }, AS_CDK8S), '\n: 0\n');
}

function probeNestedKey(key: string): string {
  if (isPlainScalar(key)) return key;
  return withoutValue(stringify({ k: { [key]: 0 } }, AS_CDK8S).slice('k:\n  '.length), '\n  : 0\n');
}

function withoutValue(pair: string, longTail: string): string {
  const isLong = pair.startsWith('? ');
  return isLong ? pair.slice('? '.length, -longTail.length) : pair.slice(0, -': 0\n'.length);
}

function isCollection(value: Json): value is Collection {
  return typeof value === 'object' && value !== null;
}

function isList(value: Collection): value is readonly Json[] {
  return Array.isArray(value);
}
