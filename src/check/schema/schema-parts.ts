import { isObject } from '../../manifest/equal';
import type { Json, JsonObject } from '../../manifest/manifest';

/** A field of a value and what the schema says of it. */
export interface SchemaPart {
  readonly field: string;
  readonly inner: Json;
  readonly schema: JsonObject;
}

/** The fields of an object that its schema describes. */
export function schemaParts(value: JsonObject, schema: JsonObject): readonly SchemaPart[] {
  const properties = isObject(schema.properties) ? schema.properties : undefined;
  const others = isObject(schema.additionalProperties) ? schema.additionalProperties : undefined;
  const parts: SchemaPart[] = [];
  for (const field in value) {
    const inner = value[field];
    const known = properties?.[field];
    const fieldSchema = isObject(known) ? known : others;
    if (inner !== undefined && fieldSchema !== undefined) {
      parts.push({ field, inner, schema: fieldSchema });
    }
  }
  return parts;
}
