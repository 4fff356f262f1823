import { isList, isObject } from '../../manifest/equal';
import type { Json } from '../../manifest/manifest';
import type { Path } from '../schema/field-path';

/** A value of a decoded object, present or not, and where it stands. */
export interface Spot extends Path {
  readonly value: Json | undefined;
}

/** The spot of a field at the top of an object. */
export function topSpot(field: string, value: Json | undefined): Spot {
  return { value, base: undefined, key: field };
}

/** The spot of a field. */
export function at(spot: Spot, field: string): Spot {
  const value = isObject(spot.value) ? spot.value[field] : undefined;
  return { value, base: spot, key: field };
}

/** The spots of a list's items. */
export function items(spot: Spot): readonly Spot[] {
  if (!isList(spot.value)) return NO_SPOTS;
  return spot.value.map((value, index) => ({ value, base: spot, key: index }));
}

const NO_SPOTS: readonly Spot[] = [];

/** The keys of a map and the spots of their values. */
export function entries(spot: Spot): readonly (readonly [string, Spot])[] {
  if (!isObject(spot.value)) return [];
  return Object.keys(spot.value).map((key) => [key, at(spot, key)] as const);
}

/** Whether anything is there. */
export function isSet({ value }: Spot): boolean {
  return value !== undefined;
}

/** The text at a spot; the empty one where there is none, as in protocol buffers. */
export function text({ value }: Spot): string {
  return typeof value === 'string' ? value : '';
}

/** The texts of a list. */
export function texts(spot: Spot): readonly string[] {
  return items(spot).map(text);
}

/** The number at a spot; 0 where there is none. */
export function number({ value }: Spot): number {
  return typeof value === 'number' ? value : 0;
}

/** Whether true stands there. */
export function isTrue({ value }: Spot): boolean {
  return value === true;
}

/** How many items or keys are there. */
export function count({ value }: Spot): number {
  if (isList(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : 0;
}
