import { isList, isObject } from '../../manifest/equal';
import type { Json, JsonObject } from '../../manifest/manifest';

/**
 * A value as CEL rules see it: integers are integers (JavaScript's `bigint`), and fields whose names are
 * words of CEL are escaped as Kubernetes does it, `namespace` as `__namespace__`.
 */
export function celValue(value: Json, schema: JsonObject): unknown {
  if (typeof value === 'number') return isInteger(value, schema) ? BigInt(value) : value;
  if (isList(value)) {
    const items = isObject(schema.items) ? schema.items : NOTHING;
    return value.map((item) => celValue(item, items));
  }
  if (!isObject(value)) return value;
  const properties = isObject(schema.properties) ? schema.properties : undefined;
  const others = isObject(schema.additionalProperties) ? schema.additionalProperties : NOTHING;
  const result: Record<string, unknown> = {};
  for (const [field, inner] of Object.entries(value)) {
    if (inner === undefined) continue;
    const known = properties?.[field];
    if (isObject(known)) result[escaped(field)] = celValue(inner, known);
    else if (properties === undefined) result[field] = celValue(inner, others);
  }
  return result;
}

const NOTHING: JsonObject = {};

function isInteger(value: number, schema: JsonObject): boolean {
  return schema.type !== 'number' && Number.isInteger(value);
}

/** Escaping of names: Kubernetes documentation, "Validation rules". */
function escaped(field: string): string {
  if (RESERVED.has(field)) return `__${field}__`;
  return field
    .replaceAll('__', '__underscores__')
    .replaceAll('.', '__dot__')
    .replaceAll('-', '__dash__')
    .replaceAll('/', '__slash__');
}

const RESERVED: ReadonlySet<string> = new Set([
  'true',
  'false',
  'null',
  'in',
  'as',
  'break',
  'const',
  'continue',
  'else',
  'for',
  'function',
  'if',
  'import',
  'let',
  'loop',
  'package',
  'namespace',
  'return',
  'var',
  'void',
  'while',
]);
