import type { Json } from '../../manifest/manifest';
import { mark, type Marks } from './marks';

/** Where the fields of a JSON text stand. The text is known to be JSON. */
export function markJson(text: string, marks: Marks): Json {
  const tokens = [...text.matchAll(TOKEN)].map(
    (token): Token => ({ text: token[0], start: token.index }),
  );
  return readValue({ tokens, marks, next: 0 }).value;
}

interface Token {
  readonly text: string;
  readonly start: number;
}

interface Reading {
  readonly tokens: readonly Token[];
  readonly marks: Marks;
  next: number;
}

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:,]|[^\s"{}[\]:,]+/gs;

interface Read {
  readonly value: Json;
  /** Where the text of the value ends; of a collection, where it begins. */
  readonly end: number;
}

function readValue(reading: Reading): Read {
  const token = take(reading);
  if (token.text === '{') return { value: readFields(reading), end: token.start + 1 };
  if (token.text === '[') return { value: readItems(reading), end: token.start + 1 };
  return { value: JSON.parse(token.text) as Json, end: token.start + token.text.length };
}

function readFields(reading: Reading): Json {
  const made: Record<string, Json> = {};
  for (let token = take(reading); token.text !== '}'; token = take(reading)) {
    if (token.text === ',') continue;
    const key = JSON.parse(token.text) as string;
    take(reading);
    const { value, end } = readValue(reading);
    Object.defineProperty(made, key, { value, enumerable: true, configurable: true });
    mark(reading.marks, made, key, { start: token.start, end });
  }
  return made;
}

function readItems(reading: Reading): Json {
  const made: Json[] = [];
  while (reading.tokens[reading.next]?.text !== ']') {
    const token = reading.tokens[reading.next];
    if (token?.text === ',') {
      reading.next += 1;
      continue;
    }
    const { value, end } = readValue(reading);
    mark(reading.marks, made, made.length, { start: token?.start ?? 0, end });
    made.push(value);
  }
  reading.next += 1;
  return made;
}

function take(reading: Reading): Token {
  const token = reading.tokens[reading.next];
  if (token === undefined) throw new Error('a text that was JSON is none');
  reading.next += 1;
  return token;
}
