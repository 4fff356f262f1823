import { shortestStay } from '../../src/emit/phase-stay';
import type { PhaseJson } from '../../src/emit/release-json';
import type { Gate } from '../../src/plan/gate';
import { exampleJson } from './plan-releases';

const wait = (seconds: number): Gate => ({ kind: 'wait', seconds });
const judge = (seconds: number): Gate => ({ kind: 'metrics', metrics: ['errors'], seconds });

describe('the shortest stay in a phase', () => {
  const [phase] = exampleJson().phases;

  it.each<[string, readonly Gate[], number]>([
    ['is settling', [], 30],
    ['is settling where only people keep it', [{ kind: 'approval' }], 30],
    ['is settling where the wait is shorter', [wait(10)], 30],
    ['is the wait where that is longer, for it counts from the beginning', [wait(300)], 300],
    ['adds the time that metrics are judged over', [judge(600)], 630],
    ['judges metrics after the wait before them', [wait(300), judge(600)], 900],
    ['lets a wait run while metrics are judged', [judge(600), wait(900)], 900],
  ])('%s', (_, gates, seconds) => {
    expect(shortestStay({ ...(phase as PhaseJson), gates })).toBe(seconds);
  });
});
