import { isList, isObject } from '../../manifest/equal';
import type { Json, JsonObject } from '../../manifest/manifest';

/**
 * A value as the API server takes it: a field that is null counts as absent where the schema does not allow
 * null, and absent fields get their defaults. What does not change is shared with the value.
 */
export function serverView(value: Json, schema: JsonObject): Json {
  if (isList(value)) {
    const { items } = schema;
    if (!isObject(items)) return value;
    const viewed = value.map((item) => serverView(item, items));
    return viewed.every((item, index) => item === value[index]) ? value : viewed;
  }
  return isObject(value) ? viewObject(value, schema) : value;
}

function viewObject(value: JsonObject, schema: JsonObject): JsonObject {
  const properties = isObject(schema.properties) ? schema.properties : undefined;
  const others = isObject(schema.additionalProperties) ? schema.additionalProperties : undefined;
  let result: Record<string, Json | undefined> | undefined;
  for (const [field, inner] of Object.entries(value)) {
    if (inner === undefined) continue;
    const known = properties?.[field];
    const fieldSchema = isObject(known) ? known : others;
    if (fieldSchema === undefined) continue;
    const viewed =
      inner === null && isObject(known) && known.nullable !== true
        ? undefined
        : serverView(inner, fieldSchema);
    if (viewed !== inner) (result ??= { ...value })[field] = viewed;
  }
  for (const [field, fieldSchema] of defaultsOf(properties)) {
    if ((result ?? value)[field] !== undefined) continue;
    const filled = serverView(fieldSchema.default ?? null, fieldSchema);
    (result ??= { ...value })[field] = filled;
  }
  return result === undefined ? value : withoutAbsent(result);
}

function defaultsOf(
  properties: JsonObject | undefined,
): readonly (readonly [string, JsonObject])[] {
  if (properties === undefined) return [];
  const known = withDefaults.get(properties);
  if (known !== undefined) return known;
  const found: (readonly [string, JsonObject])[] = [];
  for (const [field, schema] of Object.entries(properties)) {
    if (isObject(schema) && schema.default !== undefined) found.push([field, schema]);
  }
  withDefaults.set(properties, found);
  return found;
}

const withDefaults = new WeakMap<JsonObject, readonly (readonly [string, JsonObject])[]>();

function withoutAbsent(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

/** Whether a schema fills in anything, at any depth. */
export function hasDefaults(schema: JsonObject): boolean {
  const known = filling.get(schema);
  if (known !== undefined) return known;
  const fields = isObject(schema.properties) ? Object.values(schema.properties) : [];
  const found = [schema.items, schema.additionalProperties, ...fields].some(
    (inner) => isObject(inner) && (inner.default !== undefined || hasDefaults(inner)),
  );
  filling.set(schema, found);
  return found;
}

const filling = new WeakMap<JsonObject, boolean>();
