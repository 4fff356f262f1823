import type { Json } from '../../manifest/manifest';
import { mark, type Marks } from './marks';
import { keyAt } from './plain-keys';
import { plainValue } from './plain-value';
import { readQuoted } from './read-quoted';

/** A value in a text, and the offset after it. */
export interface FlowValue {
  readonly value: Json;
  readonly end: number;
}

/**
 * The collection in brackets or braces that begins at an offset and ends on the same line.
 * Undefined where only the library knows.
 */
export function readFlow(text: string, offset: number, marks?: Marks): FlowValue | undefined {
  return readCollection({ text, marks }, offset, 0);
}

interface Flow {
  readonly text: string;
  readonly marks: Marks | undefined;
}

/** Deeper ones are read by the library. */
const DEEPEST = 20;

function readCollection(flow: Flow, offset: number, depth: number): FlowValue | undefined {
  if (depth > DEEPEST) return undefined;
  return flow.text[offset] === '['
    ? readList(flow, offset + 1, depth)
    : readMap(flow, offset + 1, depth);
}

function readList(flow: Flow, offset: number, depth: number): FlowValue | undefined {
  const list: Json[] = [];
  let at = skipBlanks(flow.text, offset);
  if (flow.text[at] === ']') return { value: list, end: at + 1 };
  for (;;) {
    const item = readValue(flow, at, depth);
    if (item === undefined) return undefined;
    mark(flow.marks, list, list.length, { start: at, end: item.end });
    list.push(item.value);
    at = skipBlanks(flow.text, item.end);
    if (flow.text[at] === ']') return { value: list, end: at + 1 };
    if (flow.text[at] !== ',') return undefined;
    at = skipBlanks(flow.text, at + 1);
  }
}

function readMap(flow: Flow, offset: number, depth: number): FlowValue | undefined {
  const map: Record<string, Json> = {};
  let at = skipBlanks(flow.text, offset);
  if (flow.text[at] === '}') return { value: map, end: at + 1 };
  for (;;) {
    const key = keyAt(flow.text, at);
    if (key === undefined || Object.hasOwn(map, key.key)) return undefined;
    const value = readValue(flow, skipBlanks(flow.text, key.end), depth);
    if (value === undefined) return undefined;
    mark(flow.marks, map, key.key, { start: at, end: value.end });
    map[key.key] = value.value;
    at = skipBlanks(flow.text, value.end);
    if (flow.text[at] === '}') return { value: map, end: at + 1 };
    if (flow.text[at] !== ',') return undefined;
    at = skipBlanks(flow.text, at + 1);
  }
}

function readValue(flow: Flow, at: number, depth: number): FlowValue | undefined {
  const { text } = flow;
  const first = text[at];
  if (first === '[' || first === '{') return readCollection(flow, at, depth + 1);
  if (first === '"' || first === "'") return readQuoted(text, at);
  PLAIN.lastIndex = at;
  const found = PLAIN.exec(text)?.[0].trimEnd();
  if (found === undefined || found === '' || found.includes(':')) return undefined;
  const plain = plainValue(found);
  return plain.kind === 'odd' ? undefined : { value: plain.value, end: at + found.length };
}

const PLAIN = /[^,[\]{}\n\r\t#]*/y;

function skipBlanks(text: string, at: number): number {
  let next = at;
  while (text[next] === ' ') next += 1;
  return next;
}
