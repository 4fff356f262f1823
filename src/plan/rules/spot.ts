import { describe } from '../../manifest/identity';
import type { Manifest } from '../../manifest/manifest';
import { isRecord, listOf } from './record';

/** A value of any shape, and where it stands: in the plan, or in an object. */
export interface Spot {
  /** The object that the path begins in, as `Service shop/api`; undefined for the plan. */
  readonly object: string | undefined;
  /** Fields and indices, `steps[3].setWeight`; empty for the whole. */
  readonly path: string;
  readonly value: unknown;
}

/** A spot that is a field, and the field's name. */
export interface NamedSpot extends Spot {
  readonly key: string;
}

/** The plan as it was written. */
export function planSpot(input: unknown): Spot {
  return { object: undefined, path: '', value: input };
}

/** Something that stands beside the plan, such as the workload: a place without a value. */
export function besidePlan(path: string): Spot {
  return { object: undefined, path, value: undefined };
}

/** A Kubernetes object. */
export function objectSpot(object: Manifest): Spot {
  return { object: describe(object), path: '', value: object };
}

/** The spot at a path of fields, whether anything is there or not. */
export function field({ object, path, value }: Spot, ...names: readonly string[]): Spot {
  let place = path;
  let current = value;
  for (const name of names) {
    place = append(place, name);
    current = isRecord(current) ? current[name] : undefined;
  }
  return { object, path: place, value: current };
}

/** The items of a list; none where there is no list. */
export function items({ object, path, value }: Spot): readonly Spot[] {
  return listOf(value).map((item, index) => ({ object, path: `${path}[${index}]`, value: item }));
}

/** The fields of an object that say something; none where there is no object. */
export function fields({ object, path, value }: Spot): readonly NamedSpot[] {
  if (!isRecord(value)) return [];
  return Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .map((key) => ({ object, path: append(path, key), value: value[key], key }));
}

/** Whether anything stands at a spot. */
export function isGiven(spot: Spot): boolean {
  return spot.value !== undefined;
}

function append(path: string, name: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) return `${path}['${name}']`;
  return path === '' ? name : `${path}.${name}`;
}
