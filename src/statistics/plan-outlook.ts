import { argoChain } from './argo-chain';
import { flaggerChain } from './flagger-chain';
import { lazyChain } from './lazy-chain';
import { outlookOf, type Outlook } from './outlook';
import { overlappingOutlook } from './overlapping-outlook';
import type { Behaviour, Observation, PowerCheck, PowerPlan, PowerTraffic } from './power-plan';
import { sequentialOutlook } from './sequential-outlook';
import { decidingChecks, scrapeSecondsOf, stepFailure, strictestSuccess } from './step-failures';
import { successLimit } from './success-limit';

/**
 * The outlook of a plan for a version that behaves so, from its first weight on.
 *
 * Argo Rollouts is modelled with one measurement at the end of each step, and `lazy` as `scraped`.
 * Checks are taken as independent. Left out: the time after the last check, unready ticks, closed
 * gates (`rollbackWhileWaiting`), shared incidents.
 * @throws RangeError for numbers outside their domain
 */
export function planOutlook(
  plan: PowerPlan,
  traffic: PowerTraffic,
  behaviour: Behaviour,
  observation: Observation,
): Outlook {
  const { gate, intervalSeconds, controller } = plan;
  if (gate.kind === 'sequential') {
    return sequentialOutlook({ ...plan, gate }, traffic, behaviour, observation);
  }
  const success = strictestSuccess(gate.checks);
  if (success !== undefined && success.windowSeconds > intervalSeconds) {
    return overlappingOutlook({ plan, gate, success }, traffic, behaviour, observation);
  }
  const checks = decidingChecks(gate.checks);
  const scrapeSeconds = scrapeSecondsOf(traffic);
  const rates = plan.weights.map((weight) => weight * traffic.requestsPerSecond);
  const failuresOf = (counted: readonly PowerCheck[]): readonly number[] =>
    rates.map((requestsPerSecond) =>
      stepFailure(counted, { requestsPerSecond, behaviour, scrapeSeconds, observation }),
    );
  const { errorRate } = behaviour;
  if (observation === 'lazy' && success !== undefined && controller === 'flagger') {
    const lazy = {
      traffic: rates,
      intervalSeconds,
      windowSeconds: success.windowSeconds,
      scrapeSeconds,
      series: (traffic.pods ?? 2) * (traffic.callers ?? 1),
      limit: successLimit(success.minPercent),
      threshold: gate.failures,
      others: failuresOf(checks.filter((check) => check !== success)),
    };
    const odds = lazyChain(lazy, errorRate);
    return outlookOf(odds, intervalSeconds, errorRate, odds.firstFailures);
  }
  const failures = failuresOf(checks);
  const steps = rates.map((rate, index) => ({
    failure: failures[index] as number,
    requests: rate * intervalSeconds,
  }));
  const odds =
    controller === 'argo'
      ? argoChain(steps, gate.failures - 1)
      : flaggerChain(steps, gate.failures);
  return outlookOf(odds, intervalSeconds, errorRate, failures);
}
