import { isList, isObject } from '../../manifest/equal';
import type { Json, JsonObject } from '../../manifest/manifest';
import { refuse, type Complaint } from './complaint';
import { decodeScalar } from './decode-scalar';
import type { FieldType, MessageType } from './message-type';
import { at, items, type Spot } from './spot';

/** An object as Istio reads it, and what it cannot read. */
export interface Decoded {
  readonly value: Json;
  readonly complaints: readonly Complaint[];
}

/**
 * Read JSON as Istio's webhook does it, with the rules of protocol buffers' JSON: unknown fields are passed
 * over, a null field is absent, a null item of a list is an empty one, numbers may stand in quotes, and of
 * several fields that exclude each other the last one wins. Empty lists are absent, empty maps are not.
 */
export function decode(spot: Spot, type: MessageType): Decoded {
  const complaints: Complaint[] = [];
  const value = readMessage(spot, type, complaints);
  return { value, complaints };
}

function readField(spot: Spot, type: FieldType, complaints: Complaint[]): Json | undefined {
  if (typeof type === 'object' && type.kind === 'list') {
    if (!isList(spot.value)) return wrong(spot, 'not a list', complaints);
    const read = items(spot).map((item) => readItem(item, type.of, complaints));
    return read.length === 0 ? undefined : read;
  }
  if (typeof type === 'object' && type.kind === 'map') {
    const { value } = spot;
    if (!isObject(value)) return wrong(spot, 'not a map', complaints);
    const keys = Object.keys(value).filter((key) => value[key] !== undefined);
    return Object.fromEntries(
      keys.map((key) => [key, readItem(at(spot, key), type.of, complaints)] as const),
    );
  }
  return readItem(spot, type, complaints);
}

function readItem(spot: Spot, type: FieldType, complaints: Complaint[]): Json {
  if (typeof type === 'object' && type.kind === 'message') {
    return spot.value === null ? {} : readMessage(spot, type, complaints);
  }
  if (typeof type === 'object' && type.kind !== 'enum') return null;
  const { read, problem } = decodeScalar(spot.value ?? null, type);
  if (problem !== undefined) wrong(spot, problem, complaints);
  return read;
}

function readMessage(spot: Spot, type: MessageType, complaints: Complaint[]): JsonObject {
  if (!isObject(spot.value)) {
    wrong(spot, 'not an object', complaints);
    return {};
  }
  const result: Record<string, Json> = {};
  for (const [key, value] of Object.entries(spot.value)) {
    const field = type.fields[key] === undefined ? camelCase(key) : key;
    const fieldType = type.fields[field];
    if (fieldType === undefined || value === null || value === undefined) continue;
    const read = readField(at(spot, key), fieldType, complaints);
    if (read !== undefined) result[field] = read;
  }
  for (const choice of type.oneOfs) {
    const given = choice.filter((field) => result[field] !== undefined);
    for (const field of given.slice(0, -1)) Reflect.deleteProperty(result, field);
  }
  return result;
}

/** Protocol buffers take a field's own name, `mirror_percent`, as well as JSON's `mirrorPercent`. */
function camelCase(key: string): string {
  if (!key.includes('_')) return key;
  return key.replace(/_([a-z\d])/gu, (_, letter: string) => letter.toUpperCase());
}

function wrong(spot: Spot, problem: string, complaints: Complaint[]): undefined {
  complaints.push(refuse('istio-decode', spot, problem));
}
