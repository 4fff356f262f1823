import { complain } from './complain';
import { isRecord } from './record';
import type { Occurrence, PlanRule } from './rule';
import { field, fields, isGiven, items, planSpot, type Spot } from './spot';

/** Paths of the plan whose values go into objects as they are. */
const VERBATIM: readonly (readonly string[])[] = [
  ['router', 'http'],
  ['router', 'mesh', 'http'],
  ['router', 'trafficPolicy'],
  ['patch'],
  ['to', 'patch'],
  ['from', 'patch'],
];

/** Levels that are looked at; what is deeper contains itself, or no API would take it. */
const MAX_DEPTH = 40;

/** The rule on values that are written as they are. */
export const plainRules: readonly PlanRule[] = [
  {
    id: 'value-not-plain',
    severity: 'error',
    title: 'routes, policies and patches are plain data',
    why: 'They are written to YAML as they are. A date, a class or a number that is none would be written as something else, or the phases could not be written at all.',
    fix: "write texts, finite numbers, booleans, lists and objects; a duration is a text such as '5s'",
    find: ({ input }) =>
      VERBATIM.map((path) => field(planSpot(input), ...path))
        .filter(isGiven)
        .flatMap((spot) => findNotPlain(spot, MAX_DEPTH)),
  },
];

function findNotPlain(spot: Spot, depth: number): readonly Occurrence[] {
  const { value } = spot;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return [];
  if (typeof value === 'number') {
    return Number.isFinite(value) ? [] : [complain(spot, 'not a finite number')];
  }
  if (depth === 0) return [complain(spot, 'nested too deep, or contains itself')];
  if (Array.isArray(value)) {
    return items(spot).flatMap((item) => findNotPlain(item, depth - 1));
  }
  if (!isPlainObject(value)) return [complain(spot, 'not plain data')];
  return fields(spot).flatMap((one) => findNotPlain(one, depth - 1));
}

/** Plain objects of another realm, such as a test's, have another `Object.prototype`. */
function isPlainObject(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
