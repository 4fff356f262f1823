import type { Occurrence } from './rule';
import { show } from './show';
import type { Spot } from './spot';

/** What a complaint says beside its message. */
type Details = Pick<Occurrence, 'allowed' | 'fix'>;

/** The occurrence of a rule at a spot, with the value that stands there. */
export function complain(spot: Spot, message: string, details: Details = {}): Occurrence {
  const given = spot.value === undefined ? {} : { given: show(spot.value) };
  return { ...placeOf(spot, message), ...given, ...details };
}

/** The occurrence of a rule on a whole object or field: the value would say nothing. */
export function complainOf(spot: Spot, message: string, details: Details = {}): Occurrence {
  return { ...placeOf(spot, message), ...details };
}

/** Names for a message, `'a', 'b'`; `none` where there are none. */
export function listNames(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.map((name) => `'${name}'`).join(', ');
}

function placeOf({ object, path }: Spot, message: string): Pick<Occurrence, 'at' | 'message'> {
  if (object === undefined) return { at: path === '' ? 'plan' : path, message };
  return { at: object, message: path === '' ? message : `${path}: ${message}` };
}
