import { openGates } from '../../src/gitops/open-gates';
import type { Gate } from '../../src/plan/gate';
import { compiled } from './live-at';
import { after, NOON } from './workspace';

const wait: Gate = { kind: 'wait', seconds: 300 };
const approval: Gate = { kind: 'approval' };
const metrics: Gate = { kind: 'metrics', metrics: ['errors', 'latency'], seconds: 600 };
const since = NOON.toISOString();

const phaseWith = (...gates: readonly Gate[]) => ({ ...compiled().json.phases[1]!, gates });

describe('leaving a phase', () => {
  it('waits for every gate, and names them all at once', () => {
    const open = openGates(phaseWith(wait, metrics, approval), since, { now: after(60) });

    expect(open).toEqual([
      {
        gate: 'settled',
        message:
          'nobody says that it is settled: applied, Deployment shop/api with 4 available, then 30s passed',
      },
      { gate: 'wait', message: `it waits 5m since ${since}: 4m to go`, seconds: 240 },
      {
        gate: 'metrics',
        message: 'its metrics have to be judged good over 10m: errors, latency',
      },
      { gate: 'approval', message: 'it waits for an approval' },
    ]);
  });

  it.each([
    [-60, [360]],
    [0, [300]],
    [299, [1]],
    [299.5, [1]],
    [300, []],
    [301, []],
  ])('%d seconds after it was written leaves %j of a wait of 300', (passed, left) => {
    const open = openGates(phaseWith(wait), since, { now: after(passed), settled: true });

    expect(open.map(({ seconds }) => seconds)).toEqual(left);
  });

  it('takes no approval for time that has not passed', () => {
    const claims = { now: after(299), settled: true, approve: true };

    expect(openGates(phaseWith(wait, approval, metrics), since, claims)).toHaveLength(1);
  });

  it('takes no settling for an approval', () => {
    const gates = openGates(phaseWith(approval, metrics), since, { now: NOON, settled: true });

    expect(gates.map(({ gate }) => gate)).toEqual(['approval', 'metrics']);
  });

  it('takes no approval for settling', () => {
    const gates = openGates(phaseWith(), since, { now: after(9999), approve: true });

    expect(gates.map(({ gate }) => gate)).toEqual(['settled']);
  });

  it('is free when all is settled, waited for and approved', () => {
    const claims = { now: after(300), settled: true, approve: true };

    expect(openGates(phaseWith(wait, approval, metrics), since, claims)).toEqual([]);
  });
});
