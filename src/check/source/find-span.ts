import { isList, isObject } from '../../manifest/equal';
import type { Json } from '../../manifest/manifest';
import type { Marks, Span } from './marks';

/**
 * Where the field of a path stands, or the nearest one around it. Paths are read leniently: a key
 * with dots in it stands as it is, or in brackets with quotes.
 */
export function findSpan(root: Json, path: string, marks: Marks): Span | undefined {
  let found = firstSpan(root, marks);
  let value: Json | undefined = root;
  for (let rest = path; rest !== '' && value !== undefined; ) {
    const step = nextStep(value, rest);
    if (step === undefined) break;
    if (typeof value !== 'object' || value === null) break;
    found = marks.get(value)?.get(step.field) ?? found;
    value = (value as Readonly<Record<string | number, Json | undefined>>)[step.field];
    rest = step.rest;
  }
  return found;
}

/** A value as a whole begins with the first of its fields. */
function firstSpan(value: Json, marks: Marks): Span | undefined {
  const [first] =
    (typeof value === 'object' && value !== null ? marks.get(value) : undefined) ?? [];
  return first?.[1];
}

interface Step {
  readonly field: string | number;
  readonly rest: string;
}

function nextStep(value: Json, path: string): Step | undefined {
  if (isList(value)) {
    const [whole = '', index = ''] = /^\.?\[?(\d+)\]?/.exec(path) ?? [];
    return whole === '' ? undefined : { field: Number(index), rest: path.slice(whole.length) };
  }
  if (!isObject(value)) return undefined;
  const quoted = /^\.?\[(["'])(.*?)\1\]/.exec(path);
  if (quoted !== null) return { field: quoted[2] ?? '', rest: path.slice(quoted[0].length) };
  const rest = path.startsWith('.') ? path.slice(1) : path;
  const keys = Object.keys(value).filter(
    (key) => rest.startsWith(key) && /^(?:$|[.[])/.test(rest.slice(key.length)),
  );
  const longest = keys.sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? undefined : { field: longest, rest: rest.slice(longest.length) };
}
