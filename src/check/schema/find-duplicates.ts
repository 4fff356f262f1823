import { equalJson, isList, isObject } from '../../manifest/equal';
import type { Json, JsonObject } from '../../manifest/manifest';
import { pathText, pathTo, type Path } from './field-path';
import type { SchemaFault } from './schema-fault';
import { schemaParts } from './schema-parts';

/** Items of lists that a CRD declares as sets or as maps by keys, and that are there twice. */
export function findDuplicates(value: Json, schema: JsonObject): readonly SchemaFault[] {
  const faults: SchemaFault[] = [];
  visit(value, schema, undefined, faults);
  return faults;
}

function visit(
  value: Json,
  schema: JsonObject,
  path: Path | undefined,
  faults: SchemaFault[],
): void {
  if (!hasListTypes(schema)) return;
  if (isList(value)) {
    const { items } = schema;
    reportRepeated(value, schema, path, faults);
    if (!isObject(items)) return;
    value.forEach((item, index) => visit(item, items, pathTo(path, index), faults));
  } else if (isObject(value)) {
    for (const { field, inner, schema: fieldSchema } of schemaParts(value, schema)) {
      visit(inner, fieldSchema, pathTo(path, field), faults);
    }
  }
}

function reportRepeated(
  items: readonly Json[],
  schema: JsonObject,
  path: Path | undefined,
  faults: SchemaFault[],
): void {
  const keyed = keysOf(items, schema);
  if (keyed === undefined) return;
  keyed.forEach((key, index) => {
    const first = keyed.findIndex((other) => equalJson(other, key));
    if (first === index) return;
    const message = `the same ${what(schema)} as ${pathText(pathTo(path, first))}`;
    faults.push({
      kind: 'value',
      path: pathText(pathTo(path, index)),
      message,
      given: JSON.stringify(key),
    });
  });
}

function keysOf(items: readonly Json[], schema: JsonObject): readonly Json[] | undefined {
  if (schema['x-kubernetes-list-type'] === 'set') return items;
  const names = schema['x-kubernetes-list-map-keys'];
  if (schema['x-kubernetes-list-type'] !== 'map' || !isList(names)) return undefined;
  return items.map((item) =>
    names.map((name) => (isObject(item) && typeof name === 'string' ? (item[name] ?? null) : null)),
  );
}

function what(schema: JsonObject): string {
  const names = schema['x-kubernetes-list-map-keys'];
  return isList(names) ? names.filter(isText).join(' and ') : 'value';
}

function isText(value: Json): value is string {
  return typeof value === 'string';
}

function hasListTypes(schema: JsonObject): boolean {
  const known = listTypes.get(schema);
  if (known !== undefined) return known;
  const kind = schema['x-kubernetes-list-type'];
  const found =
    kind === 'set' ||
    kind === 'map' ||
    [schema.items, schema.additionalProperties, ...fieldSchemas(schema)].some(
      (inner) => isObject(inner) && hasListTypes(inner),
    );
  listTypes.set(schema, found);
  return found;
}

const listTypes = new WeakMap<JsonObject, boolean>();

function fieldSchemas({ properties }: JsonObject): readonly (Json | undefined)[] {
  return isObject(properties) ? Object.values(properties) : [];
}
