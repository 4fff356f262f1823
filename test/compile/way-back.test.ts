import { changeLines, phaseTable } from './phase-table';
import { follow, install } from './release-case';
import { configMap, shop } from './shop';

const QA = { name: 'qa', match: [{ headerName: 'x-qa', headerValue: { exact: 'yes' } }] } as const;
const STEPS = [{ setHeaderRoute: QA }, { setWeight: 25 }];

const { waysBack } = follow(install(shop('1')), shop('2', { plan: { steps: STEPS } }));

function back(from: string): readonly string[] {
  return phaseTable(waysBack[from] ?? []);
}

describe('the way back before the primary is updated', () => {
  it('takes the traffic back with the VirtualServices alone, then the canary’s pods', () => {
    expect(back('040-canary-25')).toEqual([
      '010-traffic-back | 1 ×4 | 2 ×4 | 100/0',
      '020-canary-off | 1 ×4 | 1 ×0 | 100/0',
    ]);
    expect(changeLines(waysBack['040-canary-25']![0]!)).toEqual(['~ VirtualService shop/api']);
    expect(changeLines(waysBack['040-canary-25']![1]!)).toEqual(['~ Deployment shop/api-canary']);
  });

  it('takes the header routes back, too', () => {
    expect(back('030-header-qa')).toEqual([
      '010-traffic-back | 1 ×4 | 2 ×1 | 100/0',
      '020-canary-off | 1 ×4 | 1 ×0 | 100/0',
    ]);
  });

  it('leaves out steps that change nothing', () => {
    expect(back('020-canary-0')).toEqual(['010-canary-off | 1 ×4 | 1 ×0 | 100/0']);
  });

  it('from 100 percent is the same', () => {
    expect(back('050-canary-100')).toEqual([
      '010-traffic-back | 1 ×4 | 2 ×4 | 100/0',
      '020-canary-off | 1 ×4 | 1 ×0 | 100/0',
    ]);
  });

  it('ends in the baseline, which takes back what the rest brought', () => {
    const before = install(shop('1', { others: [configMap('flags', 'on')] }));
    const after = shop('2', { others: [configMap('flags', 'off')], plan: { steps: STEPS } });
    const steps = follow(before, after).waysBack['030-header-qa'] ?? [];

    expect(phaseTable(steps)).toEqual([
      '010-traffic-back | 1 ×4 | 2 ×1 | 100/0',
      '020-canary-off | 1 ×4 | 1 ×0 | 100/0',
      '030-baseline | 1 ×4 | 1 ×0 | 100/0',
    ]);
    expect(changeLines(steps[2]!)).toEqual(['~ ConfigMap shop/flags']);
  });

  it('writes the objects in the order of the baseline, where that is all that would differ', () => {
    const [a, b] = [configMap('a', '1'), configMap('b', '1')];
    const before = install(shop('1', { others: [a, b] }));
    const { phases, waysBack: back } = follow(before, shop('2', { others: [b] }));
    const [last] = back['020-canary-0'] ?? [];

    expect(phases[1]?.objects.slice(0, 2)).toEqual([b, a]);
    expect(last?.objects).toEqual(phases[0]?.objects);
  });

  it('from the rest is the baseline alone', () => {
    const after = shop('2', { others: [configMap('flags', 'on')] });
    const steps = follow(install(shop('1')), after).waysBack['010-rest'] ?? [];

    expect(phaseTable(steps)).toEqual(['010-baseline | 1 ×4 | 1 ×0 | 100/0']);
    expect(changeLines(steps[0]!)).toEqual(['- ConfigMap shop/flags']);
  });
});

describe('the way back while the primary is updated', () => {
  it('changes the primary back first: the canary carries the traffic meanwhile', () => {
    expect(back('060-update-primary')).toEqual([
      '010-primary-back | 1 ×4 | 2 ×4 | 0/100 | header qa',
      '020-traffic-back | 1 ×4 | 2 ×4 | 100/0',
      '030-canary-off | 1 ×4 | 1 ×0 | 100/0',
    ]);
  });
});

describe('the way back from the end', () => {
  const reverse = [
    '010-canary-0 | 2 ×4 | 1 ×4 | 100/0',
    '020-canary-100 | 2 ×4 | 1 ×4 | 0/100',
    '030-update-primary | 1 ×4 | 1 ×4 | 0/100',
    '040-primary-100 | 1 ×4 | 1 ×4 | 100/0',
    '050-baseline | 1 ×4 | 1 ×0 | 100/0',
  ];

  it('is the release in reverse, straight to 100 percent', () => {
    expect(back('070-primary-100')).toEqual(reverse);
    expect(back('080-done')).toEqual(reverse);
  });

  it('has no gates', () => {
    const gates = Object.values(waysBack).flatMap((steps) => steps.flatMap((s) => s.gates));

    expect(gates).toEqual([]);
  });
});
