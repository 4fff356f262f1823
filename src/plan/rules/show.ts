import { isRecord, listOf } from './record';

/** Longest text of a given value; a plan's whole list of steps would bury the message. */
const MAX_LENGTH = 80;

/** Levels of lists and objects that are shown; also what ends a value that contains itself. */
const MAX_DEPTH = 3;

/** A value as it was written in the plan, on one line. Never fails, whatever the value. */
export function show(value: unknown): string {
  const text = showWithin(value, MAX_DEPTH);
  return text.length <= MAX_LENGTH ? text : `${text.slice(0, MAX_LENGTH - 1)}…`;
}

function showWithin(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return `'${value.replace(/\s+/g, ' ')}'`;
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'bigint':
      return `${String(value)}n`;
    case 'boolean':
    case 'undefined':
    case 'symbol':
      return String(value);
    case 'function':
      return 'a function';
    case 'object':
      return showObject(value, depth);
  }
}

function showObject(value: object | null, depth: number): string {
  if (value === null) return 'null';
  if (depth === 0) return Array.isArray(value) ? '[…]' : '{…}';
  if (!isRecord(value)) {
    return `[${listOf(value)
      .map((item) => showWithin(item, depth - 1))
      .join(', ')}]`;
  }
  const fields = Object.keys(value).map((key) => `${key}: ${showWithin(value[key], depth - 1)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}
