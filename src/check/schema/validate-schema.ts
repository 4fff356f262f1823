import { isList, isObject } from '../../manifest/equal';
import type { Json, JsonObject, Manifest } from '../../manifest/manifest';
import { checkCel } from './check-cel';
import { validatorOf } from './compile-validator';
import { faultsOfErrors } from './faults-of-errors';
import { findDuplicates } from './find-duplicates';
import type { KindSchemas } from './kind-schemas';
import type { SchemaFault } from './schema-fault';
import { hasDefaults, serverView } from './server-view';

/**
 * What the schema of a manifest's kind has against it, as the API server with strict field validation would
 * say; nothing for a kind without a known schema. Rules in CEL are evaluated where the structure is sound.
 */
export function validateSchema(manifest: Manifest, schemas: KindSchemas): readonly SchemaFault[] {
  const schema = schemas.schemaOf(manifest.apiVersion, manifest.kind);
  if (schema === undefined) return [];
  return schema.definitions === undefined
    ? validateCustom(manifest, schema)
    : validateBuiltIn(manifest, schema);
}

function validateCustom(manifest: Manifest, schema: JsonObject): readonly SchemaFault[] {
  const validate = validatorOf(schema);
  // without defaults, what is sound as it stands is so for the server too
  const isSound = !hasDefaults(schema) && validate(manifest).length === 0;
  const value = isSound ? manifest : serverView(manifest, schema);
  const faults = isSound ? [] : faultsOfErrors(validate(value), value);
  const duplicates = findDuplicates(value, schema);
  if (duplicates.length > 0) return [...faults, ...duplicates];
  // unknown fields are dropped, and rules see the rest
  return faults.every(({ kind }) => kind === 'unknown-field')
    ? [...faults, ...checkCel(value, schema)]
    : faults;
}

function validateBuiltIn(manifest: Manifest, schema: JsonObject): readonly SchemaFault[] {
  const validate = validatorOf(schema);
  const errors = validate(manifest);
  if (errors.length === 0) return [];
  // Kubernetes' own types take null for absent everywhere
  const value = withoutNulls(manifest);
  return faultsOfErrors(validate(value), value);
}

function withoutNulls(value: Json): Json {
  if (isList(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  const fields = Object.entries(value).flatMap(([field, inner]) =>
    inner === undefined || inner === null ? [] : [[field, withoutNulls(inner)] as const],
  );
  return Object.fromEntries(fields);
}
