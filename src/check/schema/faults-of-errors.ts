import { isList, isObject } from '../../manifest/equal';
import type { Json } from '../../manifest/manifest';
import { closestName } from './closest-name';
import type { SchemaError } from './compile-validator';
import { pathText, pathTo, type Path } from './field-path';
import { limitWords } from './limit-words';
import type { SchemaFault } from './schema-fault';

/** A validator's errors as faults of fields. What alternatives say on their own way to failing is left out. */
export function faultsOfErrors(
  errors: readonly SchemaError[],
  value: Json,
): readonly SchemaFault[] {
  return errors
    .filter(({ schemaPath }) => !/\/(?:anyOf|oneOf|not)\/./u.test(schemaPath))
    .map((error) => faultOf(error, pathOf(error.instancePath, value)));
}

function faultOf(error: SchemaError, place: Path | undefined): SchemaFault {
  const path = pathText(place);
  const given = show(error.data as Json | undefined);
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownField(error, place);
    case 'required': {
      const field = pathText(pathTo(place, textParam(error, 'missingProperty')));
      return { kind: 'required', path: field, message: 'missing, and required' };
    }
    case 'type': {
      const allowed = listParam(error, 'type');
      return { kind: 'type', path, message: 'of the wrong type', given, allowed };
    }
    case 'format': {
      const allowed = textParam(error, 'format');
      return { kind: 'value', path, message: 'not of the format', given, allowed };
    }
    case 'enum': {
      const allowed = listParam(error, 'allowedValues');
      const fix = suggestion(error.data, error.params.allowedValues);
      return { kind: 'value', path, message: 'not one of the values', given, allowed, ...fix };
    }
    case 'oneOf':
    case 'anyOf':
    case 'not':
      return alternative(error, path);
    default:
      return { kind: 'value', path, given, ...limitWords(error) };
  }
}

function unknownField(error: SchemaError, place: Path | undefined): SchemaFault {
  const field = textParam(error, 'additionalProperty');
  const parent = error.parentSchema?.properties as object | undefined;
  const known = Object.keys(parent ?? {});
  const best = closestName(field, known);
  const fix =
    best === undefined
      ? {}
      : { fix: `did you mean '${best}'? Otherwise remove the field: the API server drops it` };
  const allowed = known.length > 0 && known.length <= LISTED ? { allowed: known.join(', ') } : {};
  return {
    kind: 'unknown-field',
    path: pathText(pathTo(place, field)),
    message: `no field '${field}' here`,
    ...allowed,
    ...fix,
  };
}

/** The oneOf of fields that exclude each other says so by the fields that it requires. */
function alternative(error: SchemaError, path: string): SchemaFault {
  const names = [...requiredNames(error.schema)];
  const data = error.data as Json | undefined;
  const present = isObject(data) ? names.filter((name) => data[name] !== undefined) : [];
  if (present.length > 1) {
    return {
      kind: 'value',
      path,
      message: `${present.join(' and ')} exclude each other`,
      allowed: `one of ${names.join(', ')}`,
    };
  }
  const message = names.length > 0 ? 'none of the allowed forms' : 'not an allowed value';
  return { kind: 'value', path, message, given: show(data) };
}

function* requiredNames(schema: unknown): Generator<string> {
  if (Array.isArray(schema)) for (const one of schema) yield* requiredNames(one);
  else if (typeof schema === 'object' && schema !== null && 'required' in schema) {
    if (Array.isArray(schema.required)) yield* schema.required.map(String);
  }
}

/** Longer lists of names are not printed. */
const LISTED = 12;

function suggestion(data: unknown, allowed: unknown): { readonly fix?: string } {
  if (typeof data !== 'string' || !Array.isArray(allowed)) return {};
  const best = closestName(
    data,
    allowed.filter((one) => typeof one === 'string'),
  );
  return best === undefined ? {} : { fix: `did you mean '${best}'?` };
}

function textParam({ params }: SchemaError, name: string): string {
  return String((params as Record<string, unknown>)[name]);
}

function listParam({ params }: SchemaError, name: string): string {
  const value = (params as Record<string, unknown>)[name];
  return Array.isArray(value) ? value.map(String).join(', ') : String(value);
}

/** A value as people write it, cut to a line. */
function show(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

const LONGEST = 60;

/** A JSON pointer as a path; numbers are positions where the value has a list. */
function pathOf(pointer: string, value: Json): Path | undefined {
  let path: Path | undefined;
  let inner: Json | undefined = value;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    path = pathTo(path, isList(inner) ? Number(key) : key);
    inner = isList(inner) ? inner[Number(key)] : isObject(inner) ? inner[key] : undefined;
  }
  return path;
}
