import { isList, isObject } from '../../manifest/equal';
import type { Json, JsonObject } from '../../manifest/manifest';

/**
 * How unknown fields of an object are taken. A structural schema (a CRD's) knows all fields of an
 * object, be there none; of Kubernetes' own, an object without any listed is free.
 */
export type Fields = 'structural' | 'listed';

/** Gives a schema that stands for another, which is looked at when a value needs it. */
export type Defer = (schema: JsonObject) => JsonObject;

/**
 * An OpenAPI v3 schema as the JSON Schema that a validator takes: objects with known fields take no
 * others (as with strict field validation), and Kubernetes' own words are put into plain ones.
 * Objects below it are deferred.
 */
export function jsonSchemaOf(schema: JsonObject, fields: Fields, defer: Defer): JsonObject {
  const result: Record<string, Json | undefined> = {};
  const below = (inner: Json | undefined): Json => {
    if (!isObject(inner)) return {};
    const isPart = inner.$ref !== undefined || inner.properties !== undefined;
    return isPart ? defer(inner) : jsonSchemaOf(inner, fields, defer);
  };
  for (const [word, value] of Object.entries(schema)) {
    if (word === 'properties' && isObject(value)) {
      const known = Object.entries(value).map(([field, inner]) => [field, below(inner)] as const);
      result[word] = Object.fromEntries(known);
    } else if ((word === 'items' || word === 'additionalProperties') && isObject(value)) {
      result[word] = below(value);
    } else if (VALUE_WORDS.has(word)) {
      result[word] = value === undefined ? undefined : plainWords(value);
    } else if (!SKIPPED.has(word) && !word.startsWith('x-kubernetes-')) {
      result[word] = value;
    }
  }
  const type = typeOf(schema);
  if (type !== undefined) result.type = type;
  if (isClosed(schema, fields)) result.additionalProperties = false;
  return result;
}

/** What stands below these only tests values: it neither knows fields nor forbids others. */
const VALUE_WORDS: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'not']);

/** Defaults are filled in before, so that rules see them too. */
const SKIPPED: ReadonlySet<string> = new Set(['default', 'definitions', 'nullable', 'type']);

function typeOf(schema: JsonObject): Json | undefined {
  if (schema['x-kubernetes-int-or-string'] === true) return ['integer', 'string'];
  if (typeof schema.type !== 'string' || schema.nullable !== true) return schema.type;
  return [schema.type, 'null'];
}

function isClosed(schema: JsonObject, fields: Fields): boolean {
  if (schema.additionalProperties !== undefined) return false;
  if (schema['x-kubernetes-preserve-unknown-fields'] === true) return false;
  if (schema.properties !== undefined) return true;
  return fields === 'structural' && schema.type === 'object';
}

function plainWords(value: Json): Json {
  if (isList(value)) return value.map(plainWords);
  if (!isObject(value)) return value;
  const words = Object.entries(value).filter(([word]) => !word.startsWith('x-kubernetes-'));
  return Object.fromEntries(
    words.map(([word, inner]) => [word, inner === undefined ? inner : plainWords(inner)] as const),
  );
}
