import { judgeReadiness } from '../../src/flagger/readiness';
import { withReplicas } from '../../src/flagger/target';
import type { Readiness } from '../../src/flagger/tick-inputs';
import { APP } from './app';

const four = withReplicas(APP, 4);

function judge(readiness: Readiness, threshold = 100, deadlineSeconds = 600): string {
  const verdict = judgeReadiness(four, readiness, { threshold, deadlineSeconds });
  if (verdict.kind === 'ready') return 'ready';
  return `${verdict.retriable ? 'waits' : 'gives up'}: ${verdict.reason}`;
}

describe('a Deployment of four pods', () => {
  it('is ready when all of them are', () => {
    expect(judge('ready')).toBe('ready');
  });

  it('is ready with as many pods as the threshold says, rounded down', () => {
    expect(judge({ available: 2 }, 50)).toBe('ready');
    expect(judge({ available: 2 }, 74)).toBe('ready');
    expect(judge({ available: 1 }, 50)).toContain('1 of 2 (readyThreshold 50%)');
    expect(judge({ available: 0 }, 24)).toBe('ready');
  });

  it('is never ready above 100 %', () => {
    expect(judge('ready', 150)).toContain('4 of 6 (readyThreshold 150%)');
  });

  it('waits for ever while Kubernetes counts it as available', () => {
    expect(judge({ available: 3 })).toMatch(/^waits: .*3 of 4/);
  });

  it('waits for pods of the new template and for old ones to go', () => {
    expect(judge({ updated: 1, available: 4 })).toContain('1 out of 4 new replicas');
    expect(judge({ replicas: 6, updated: 4 })).toContain('2 old replicas are pending termination');
    expect(judge('unobserved')).toContain('observed deployment generation less than desired');
  });

  it('gives up once it was unavailable for longer than the deadline, or for Kubernetes', () => {
    expect(judge('wait')).toMatch(/^waits/);
    expect(judge({ available: 0, unavailableSeconds: 600 })).toMatch(/^waits/);
    expect(judge({ available: 0, unavailableSeconds: 601 })).toMatch(/^gives up/);
    expect(judge('deadline')).toMatch(/^gives up: waiting for rollout/);
    expect(judge('dead')).toBe('gives up: deployment "app" exceeded its progress deadline');
    expect(judge('wait', 100, 0)).toMatch(/^gives up/);
  });

  it('is ready without any pods, as none are missing', () => {
    const limits = { threshold: 100, deadlineSeconds: 600 };
    expect(judgeReadiness(withReplicas(APP, 0), 'wait', limits).kind).toBe('ready');
  });
});
