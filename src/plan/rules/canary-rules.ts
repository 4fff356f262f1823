import { complain, complainOf } from './complain';
import { isIntegerWithin, isRecord } from './record';
import { baseRouteSpots, isOwnRoute } from './route-spots';
import type { Occurrence, PlanRule } from './rule';
import { field, fields, isGiven, planSpot, type Spot } from './spot';
import { stepSpots, walkSteps, type SoFar } from './steps-so-far';

/** Rules on copies of requests, and on the canary's size. */
export const canaryRules: readonly PlanRule[] = [
  {
    id: 'mirror-range',
    severity: 'error',
    title: 'a mirror is a whole percentage that changes something',
    why: 'A percentage outside 0 to 100 is refused by Istio with the rest of the phase already applied; a mirror that changes nothing would be a phase that tests nothing.',
    fix: 'write { setMirror: { percentage: 10 } } before the canary answers everything, and 0 to end it',
    find: ({ input }) =>
      walkSteps(input).flatMap(({ step, before }) => {
        const mirror = field(step, 'setMirror');
        return isGiven(mirror) ? findBadMirror(mirror, before) : [];
      }),
  },
  {
    id: 'mirror-taken',
    severity: 'error',
    title: "a step's mirror does not replace one of a base route",
    why: 'A route has one place for a mirror. The step would end the copies that the base route sends elsewhere, for example to an audit log.',
    fix: "remove the base route's mirror, or the setMirror step",
    find: ({ input }) => {
      if (!stepSpots(input).some((step) => isGiven(field(step, 'setMirror')))) return [];
      return baseRouteSpots(planSpot(input))
        .filter(isOwnRoute)
        .flatMap((route) => [field(route, 'mirror'), field(route, 'mirrors')])
        .filter(isGiven)
        .map((mirror) => complainOf(mirror, 'this base route has a mirror of its own'));
    },
  },
  {
    id: 'canary-scale-range',
    severity: 'error',
    title: "the canary's scale is one whole number above zero",
    why: 'A canary of no pods answers its share with 503; a scale that says nothing or two things has no size.',
    fix: 'write { setCanaryScale: { replicas: 2 } }, { weight: 25 } or { matchTrafficWeight: true }',
    find: ({ input }) =>
      stepSpots(input)
        .map((step) => field(step, 'setCanaryScale'))
        .filter(isGiven)
        .flatMap(findBadScale),
  },
];

function findBadMirror(mirror: Spot, before: SoFar): readonly Occurrence[] {
  const percentage = field(mirror, 'percentage');
  if (!isRecord(mirror.value) || !isIntegerWithin(percentage.value, 0, 100)) {
    const spot = isRecord(mirror.value) ? percentage : mirror;
    return [complain(spot, 'not a whole percentage', { allowed: 'an integer from 0 to 100' })];
  }
  if (percentage.value === 0 && before.mirror === 0) {
    const fix = 'remove the step; at weight 100 a mirror ends by itself';
    return [complain(percentage, 'ends a mirror that is not on', { fix })];
  }
  if (percentage.value > 0 && before.weight === 100) {
    const fix = 'put the mirror before setWeight: 100, or remove it';
    return [complain(percentage, 'copies requests that the canary answers already', { fix })];
  }
  return [];
}

function findBadScale(scale: Spot): readonly Occurrence[] {
  const said = fields(scale);
  const [only] = said;
  if (only === undefined || said.length > 1) {
    return [complain(scale, 'not one size', { allowed: 'replicas, weight or matchTrafficWeight' })];
  }
  switch (only.key) {
    case 'replicas':
      return isIntegerWithin(only.value, 1, Number.MAX_SAFE_INTEGER)
        ? []
        : [complain(only, 'not a number of pods', { allowed: 'an integer of 1 or more' })];
    case 'weight':
      return isIntegerWithin(only.value, 1, 100)
        ? []
        : [complain(only, 'not a whole percentage', { allowed: 'an integer from 1 to 100' })];
    case 'matchTrafficWeight':
      return only.value === true ? [] : [complain(only, 'can only be true', { allowed: 'true' })];
    default:
      return [complain(only, 'not a size', { allowed: 'replicas, weight or matchTrafficWeight' })];
  }
}
