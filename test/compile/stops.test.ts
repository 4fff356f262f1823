import { stopsOf } from '../../src/compile/stops';
import { phaseTable } from './phase-table';
import { follow, install } from './release-case';
import { shop } from './shop';
import type { Step } from '../../src/plan/step';

const QA = { name: 'qa', match: [{ headerName: 'x-qa', headerValue: { exact: 'yes' } }] } as const;

function tableOf(steps: readonly Step<string>[]): readonly string[] {
  const { phases } = follow(install(shop('1')), shop('2', { plan: { steps } }));
  // versions and the primary's pods are the same in all of them
  return phaseTable(phases.slice(1, -3)).map((line) => line.replace('1 ×4 | 2 ', ''));
}

function gatesOf(steps: readonly Step<string>[]) {
  return stopsOf(steps).map(({ name, gates }) => [name, ...gates]);
}

describe('a step that sets something', () => {
  it('is a phase of its own, named after what it sets', () => {
    expect(
      tableOf([
        { setHeaderRoute: QA },
        { setMirror: { percentage: 50 } },
        { setMirror: { percentage: 0 } },
        { setWeight: 10 },
        { setCanaryScale: { replicas: 3 } },
        { setHeaderRoute: { name: 'qa' } },
      ]),
    ).toEqual([
      '020-canary-0 | ×1 | 100/0',
      '030-header-qa | ×3 | 100/0 | header qa',
      '040-mirror-50 | ×3 | 100/0 | header qa | mirror 50',
      '050-mirror-off | ×3 | 100/0 | header qa',
      '060-canary-10 | ×4 | 90/10 | header qa',
      '070-header-qa-off | ×4 | 90/10',
      '080-canary-100 | ×4 | 0/100',
    ]);
  });

  it('that changes nothing is no phase, and its gates are those of the phase before', () => {
    const steps = [
      { setWeight: 60 },
      { pause: {} },
      { setCanaryScale: { weight: 50 } },
      { pause: { duration: '5m' } },
    ] as const;
    const { phases } = follow(install(shop('1')), shop('2', { plan: { steps } }));

    expect(phases.map(({ name, gates }) => [name, ...gates]).slice(1, 4)).toEqual([
      ['canary-0'],
      ['canary-60', { kind: 'approval' }, { kind: 'wait', seconds: 300 }],
      ['canary-100', { kind: 'wait', seconds: 300 }],
    ]);
  });

  it('of the same kind as an earlier one has a name of its own', () => {
    const other = { ...QA, match: [{ headerName: 'x-qa', headerValue: { exact: 'no' } }] };
    const names = tableOf([{ setHeaderRoute: QA }, { setHeaderRoute: other }]);

    expect(names.map((line) => line.split(' ')[0])).toEqual([
      '020-canary-0',
      '030-header-qa',
      '040-header-qa-2',
      '050-canary-100',
    ]);
  });
});

describe('the canary is sized one step ahead', () => {
  it.each([
    [[25], [1, 4]],
    [[50], [2, 4]],
    [
      [26, 51],
      [2, 3, 4],
    ],
    [[1], [1, 4]],
  ])('over the weights %j', (weights, [...sizes]) => {
    const steps = weights.map((setWeight) => ({ setWeight }));
    const pods = tableOf(steps).map((line) => Number(/×(\d+)/.exec(line)?.[1]));

    expect(pods).toEqual([...sizes, 4]);
  });

  it('with the copies of a mirror on top', () => {
    expect(tableOf([{ setMirror: { percentage: 50 } }, { setWeight: 25 }])).toEqual([
      '020-canary-0 | ×3 | 100/0',
      '030-mirror-50 | ×3 | 100/0 | mirror 50',
      '040-canary-25 | ×4 | 75/25 | mirror 50',
      '050-canary-100 | ×4 | 0/100',
    ]);
  });

  it.each([
    [{ replicas: 3 }, 3],
    [{ replicas: 9 }, 9],
    [{ weight: 51 }, 3],
  ])('and with %j at least as large as that says', (setCanaryScale, pods) => {
    const lines = tableOf([{ setCanaryScale }, { setWeight: 1 }] as Step<string>[]);

    expect(lines.slice(0, 2)).toEqual([
      '020-canary-0 | ×1 | 100/0',
      `030-canary-scale | ×${pods} | 100/0`,
    ]);
  });

  it('and does not get smaller when the scale follows the traffic again', () => {
    const lines = tableOf([
      { setCanaryScale: { replicas: 9 } },
      { setCanaryScale: { matchTrafficWeight: true } },
      { setWeight: 25 },
    ]);

    expect(lines).toEqual([
      '020-canary-0 | ×1 | 100/0',
      '030-canary-scale | ×9 | 100/0',
      '040-canary-25 | ×9 | 75/25',
      '050-canary-100 | ×9 | 0/100',
    ]);
  });

  it('reckoned from the capacity where the plan has one', () => {
    const plan = { capacity: 10, steps: [{ setWeight: 25 }] };
    const { phases } = follow(install(shop('1')), shop('2', { plan }));

    expect(phases.map(({ replicas }) => replicas.canary)).toEqual([0, 3, 10, 10, 10, 10, 0]);
  });
});

describe('a pause or an analysis', () => {
  it('is a gate on leaving the phase before it', () => {
    const analysis = { metrics: ['errors'], duration: '10m' };
    expect(
      gatesOf([
        { pause: { duration: '1h30m' } },
        { setWeight: 20 },
        { pause: {} },
        { analysis },
        { setWeight: 40 },
      ]),
    ).toEqual([
      ['canary-0', { kind: 'wait', seconds: 5400 }],
      ['canary-20', { kind: 'approval' }, { kind: 'metrics', metrics: ['errors'], seconds: 600 }],
      ['canary-40'],
      ['canary-100', { kind: 'approval' }, { kind: 'metrics', metrics: ['errors'], seconds: 600 }],
    ]);
  });

  it('in a row with another pause takes the time of both', () => {
    const pause = { duration: '5m' };

    expect(gatesOf([{ setWeight: 20 }, { pause }, { pause }, { setWeight: 40 }])[1]).toEqual([
      'canary-20',
      { kind: 'wait', seconds: 600 },
    ]);
  });
});

describe('the phase at 100 percent, the last fast way out,', () => {
  it('has the last gates of the plan', () => {
    expect(gatesOf([{ setWeight: 20 }, { pause: {} }]).at(-1)).toEqual([
      'canary-100',
      { kind: 'approval' },
    ]);
    expect(gatesOf([{ pause: {} }, { setWeight: 20 }, { setWeight: 50 }]).at(-1)).toEqual([
      'canary-100',
      { kind: 'approval' },
    ]);
  });

  it('has them also where a step names it', () => {
    expect(gatesOf([{ setWeight: 20 }, { pause: {} }, { setWeight: 100 }]).at(-1)).toEqual([
      'canary-100',
      { kind: 'approval' },
    ]);
  });

  it('has its own gates where the plan names it', () => {
    const wait = { pause: { duration: '1m' } };

    expect(gatesOf([{ setWeight: 20 }, { pause: {} }, { setWeight: 100 }, wait])).toEqual([
      ['canary-0'],
      ['canary-20', { kind: 'approval' }],
      ['canary-100', { kind: 'wait', seconds: 60 }],
    ]);
  });

  it('has no gates where the plan has none', () => {
    expect(gatesOf([{ setWeight: 20 }])).toEqual([['canary-0'], ['canary-20'], ['canary-100']]);
  });

  it('ends the mirror: a canary that answers everything needs no copies', () => {
    const mirror = { setMirror: { percentage: 10 } };

    expect(tableOf([mirror]).at(-1)).toBe('040-canary-100 | ×4 | 0/100');
    expect(tableOf([mirror, { setWeight: 100 }]).at(-1)).toBe('040-canary-100 | ×4 | 0/100');
  });
});
