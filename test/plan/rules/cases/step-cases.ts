import { accepts, refuses, type RuleCase } from '../rule-case';

const step = (...steps: readonly unknown[]) => ({ plan: { steps } });

export const stepCases: readonly RuleCase[] = [
  accepts('step-unknown', 'a plan without steps', { plan: { steps: undefined } }),
  accepts('step-unknown', 'fields that are undefined', step({ setWeight: 20, pause: undefined })),
  refuses('step-unknown', 'no list', { plan: { steps: { setWeight: 20 } } }, 'steps', 'not a list'),
  refuses('step-unknown', 'null in place of the list', { plan: { steps: null } }, 'steps'),
  refuses('step-unknown', 'a step that is no object', step(20, null), ['steps[0]', 'steps[1]']),
  refuses('step-unknown', 'a step that says nothing', step({}), 'steps[0]', 'says nothing'),
  refuses(
    'step-unknown',
    'a step that says two things',
    step({ setWeight: 20, pause: {} }),
    'steps[0]',
    'says 2 things',
  ),
  refuses('step-unknown', 'a misspelt step', step({ setWeigth: 20 }), 'steps[0]', "'setWeigth'"),
  accepts('weight-range', 'the weights 1 and 100', step({ setWeight: 1 }, { setWeight: 100 })),
  refuses('weight-range', 'a weight of 0', step({ setWeight: 0 }), 'steps[0].setWeight'),
  refuses('weight-range', 'a weight of 101', step({ setWeight: 101 }), 'steps[0].setWeight'),
  refuses('weight-range', 'a broken weight', step({ setWeight: 33.3 }), 'steps[0].setWeight'),
  refuses('weight-range', 'a weight in quotes', step({ setWeight: '20' }), 'steps[0].setWeight'),
  refuses(
    'weight-range',
    'no weight and null',
    step({ setWeight: Number.NaN }, { setWeight: null }),
    ['steps[0].setWeight', 'steps[1].setWeight'],
  ),
  accepts(
    'weights-increase',
    'weights with pauses between them',
    step({ setWeight: 20 }, { pause: {} }, { setWeight: 21 }),
  ),
  refuses(
    'weights-increase',
    'a weight that goes down',
    step({ setWeight: 40 }, { pause: {} }, { setWeight: 20 }),
    'steps[2].setWeight',
    '20 after 40',
  ),
  refuses(
    'weights-increase',
    'a weight that stays',
    step({ setWeight: 40 }, { setWeight: 40 }),
    'steps[1].setWeight',
  ),
  refuses(
    'weights-increase',
    'a weight after 100',
    step({ setWeight: 100 }, { setWeight: 50 }),
    'steps[1].setWeight',
  ),
  refuses(
    'weights-increase',
    'a dip that comes back',
    step({ setWeight: 40 }, { setWeight: 20 }, { setWeight: 30 }),
    ['steps[1].setWeight', 'steps[2].setWeight'],
  ),
];
