import { complain, complainOf, listNames } from './complain';
import { isIntegerWithin, isRecord } from './record';
import type { Occurrence, PlanRule } from './rule';
import { show } from './show';
import { field, fields, isGiven, planSpot, type Spot } from './spot';
import { stepSpots } from './steps-so-far';

/** What a step can say; `StepChoices` in `../step` has their meaning. */
const CHOICES: readonly string[] = [
  'setWeight',
  'pause',
  'analysis',
  'setHeaderRoute',
  'setMirror',
  'setCanaryScale',
];

/** Rules on steps as such, and on their weights. */
export const stepRules: readonly PlanRule[] = [
  {
    id: 'step-unknown',
    severity: 'error',
    title: 'a step says exactly one thing',
    why: 'A step that says nothing, or two things at once, has no phase: it would be left out, and the release would go on without the pause or the check that somebody meant to have.',
    fix: `write one of ${CHOICES.join(', ')} in each step`,
    find: ({ input }) => [
      ...findNoList(field(planSpot(input), 'steps')),
      ...stepSpots(input).flatMap(findUnknown),
    ],
  },
  {
    id: 'weight-range',
    severity: 'error',
    title: 'a weight is a whole percentage from 1 to 100',
    why: 'Istio counts weights in whole numbers; with anything else the phase could not be written, or would send the canary another share than the plan says. A share of 0 is where every release begins.',
    fix: 'write a whole number without quotes, such as setWeight: 20',
    find: ({ input }) =>
      stepSpots(input)
        .map((step) => field(step, 'setWeight'))
        .filter((weight) => isGiven(weight) && !isWeight(weight.value))
        .map((weight) =>
          complain(weight, 'not a whole percentage', { allowed: 'an integer from 1 to 100' }),
        ),
  },
  {
    id: 'weights-increase',
    severity: 'error',
    title: 'weights only go up',
    why: 'Each phase is reached from the one before in the hope of a good version. A weight that does not go up is a phase that proves nothing; taking traffic back is what the way back of each phase is for.',
    fix: 'use a higher weight, or remove the step; to take traffic back, abort',
    find: ({ input }) => findDecreases(stepSpots(input)),
  },
];

function findNoList(steps: Spot): readonly Occurrence[] {
  if (!isGiven(steps) || Array.isArray(steps.value)) return [];
  return [complain(steps, 'not a list of steps', { fix: 'write steps: [{ setWeight: 20 }, …]' })];
}

function findUnknown(step: Spot): readonly Occurrence[] {
  if (!isRecord(step.value)) {
    return [
      complain(step, 'not a step', { allowed: `an object with one of ${CHOICES.join(', ')}` }),
    ];
  }
  const said = fields(step).map(({ key }) => key);
  const unknown = said.filter((key) => !CHOICES.includes(key));
  const known = said.filter((key) => CHOICES.includes(key));
  if (unknown.length > 0) {
    return [complain(step, `no step knows ${listNames(unknown)}`, { allowed: CHOICES.join(', ') })];
  }
  if (known.length === 1) return [];
  if (known.length === 0) return [complain(step, 'says nothing')];
  const fix = `make a step of each: ${known.map((choice) => `{ ${choice}: … }`).join(', ')}`;
  return [complain(step, `says ${known.length} things at once: ${known.join(', ')}`, { fix })];
}

function findDecreases(steps: readonly Spot[]): readonly Occurrence[] {
  const found: Occurrence[] = [];
  let before = 0;
  for (const step of steps) {
    const weight = field(step, 'setWeight');
    if (!isWeight(weight.value)) continue;
    if (before > 0 && weight.value <= before) {
      const message = `${show(weight.value)} after ${before}: weights only go up`;
      const fix =
        before === 100
          ? 'remove the step: the canary has all the traffic already'
          : `use a weight above ${before}, or remove the step; to take traffic back, abort`;
      found.push({ ...complainOf(weight, message, { fix }), given: show(weight.value) });
    }
    before = Math.max(before, weight.value);
  }
  return found;
}

function isWeight(value: unknown): value is number {
  return isIntegerWithin(value, 1, 100);
}
