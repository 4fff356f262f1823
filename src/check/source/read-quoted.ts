/** The quoted text that begins at an offset and ends on the same line; undefined for unusual escapes. */
export function readQuoted(
  text: string,
  offset: number,
): { readonly value: string; readonly end: number } | undefined {
  const isDouble = text[offset] === '"';
  const pattern = isDouble ? DOUBLE : SINGLE;
  pattern.lastIndex = offset;
  const found = pattern.exec(text)?.[0];
  if (found === undefined) return undefined;
  const end = offset + found.length;
  const inner = found.slice(1, -1);
  if (!isDouble) return { value: inner.replaceAll("''", "'"), end };
  if (!inner.includes('\\')) return { value: inner, end };
  return JSON_ESCAPES.test(inner) ? { value: JSON.parse(found) as string, end } : undefined;
}

const DOUBLE = /"(?:[^"\\\n\r\t]|\\[^\n\r])*"/y;
const SINGLE = /'(?:[^'\n\r\t]|'')*'/y;

/** The escapes that JSON and YAML have in common. */
const JSON_ESCAPES = /^(?:[^\\]|\\["\\/bfnrt]|\\u(?![dD][89a-fA-F])[\da-fA-F]{4})*$/;
