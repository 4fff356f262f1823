import { feasibility, type Feasibility } from './feasibility';
import type { Outlook } from './outlook';
import { planOutlook } from './plan-outlook';
import type { Observation, PowerGoal, PowerPlan, PowerTraffic } from './power-plan';
import { seenByCheck } from './sequential-outlook';
import { sequentialBoundary, sequentialTest } from './sprt';
import { scrapeSecondsOf, seenRequests, strictestSuccess } from './step-failures';
import { allowedErrors, successLimit } from './success-limit';

/** What a plan can see, and how often it is wrong. */
export interface Power {
  readonly observation: Observation;
  readonly steps: readonly StepPower[];
  /** Of a healthy release: its `rollback` is the false one. */
  readonly healthy: Outlook;
  /** Of the regression: its `rollback` is the chance to catch it. */
  readonly regressed: Outlook;
  /** Whether any gate could do it; undefined where the regression is not one of errors. */
  readonly feasibility: Feasibility | undefined;
  readonly meets: Meets;
}

/** Which parts of the goal the plan meets. */
export interface Meets {
  readonly power: boolean;
  readonly falseRollback: boolean;
}

/** What one step is worth. */
export interface StepPower {
  /** Share of all requests that the canary gets, 0-1. */
  readonly weight: number;
  /** Expected requests of the canary in one analysis interval. */
  readonly requests: number;
  /** Of the window's, those that the check sees on average; since the start for a sequential gate. */
  readonly seen: number;
  /** Errors that pass among those; undefined without a check of errors. */
  readonly allowedErrors: number | undefined;
  /** The chance that a healthy release fails the first check here. */
  readonly falseFailure: number;
  /** The chance that the regression fails the first check here. */
  readonly detection: number;
}

/**
 * What a plan can see at this traffic, and how often it is wrong.
 *
 * Computing only: 1 ms for ten steps. Domain: as its types say.
 * @throws RangeError for numbers outside their domain
 */
export function powerOf(
  plan: PowerPlan,
  traffic: PowerTraffic,
  goal: PowerGoal,
  observation: Observation,
): Power {
  const healthy = planOutlook(plan, traffic, traffic.healthy, observation);
  const regressed = planOutlook(plan, traffic, goal.regressed, observation);
  return {
    observation,
    steps: stepsOf(plan, traffic, observation).map((step, index) => ({
      ...step,
      falseFailure: healthy.failures[index] as number,
      detection: regressed.failures[index] as number,
    })),
    healthy,
    regressed,
    feasibility: feasibilityOf(plan, traffic, goal),
    meets: {
      power: regressed.rollback >= goal.power,
      falseRollback: healthy.rollback <= goal.falseRollback,
    },
  };
}

/** The chance to be rolled back, by error rate. */
export interface CurvePoint {
  readonly errorRate: number;
  readonly rollback: number;
}

/**
 * The chance to be rolled back at each error rate: 40 points are some 20 ms.
 * @throws RangeError for numbers outside their domain
 */
export function powerCurve(
  plan: PowerPlan,
  traffic: PowerTraffic,
  errorRates: readonly number[],
  observation: Observation,
): readonly CurvePoint[] {
  return errorRates.map((errorRate) => ({
    errorRate,
    rollback: planOutlook(plan, traffic, { ...traffic.healthy, errorRate }, observation).rollback,
  }));
}

/**
 * The smallest error rate that the plan catches with a chance, above the healthy one, by bisection to
 * a thousandth of it; undefined if not even 1 is.
 * @throws RangeError for numbers outside their domain
 */
export function smallestDetectable(
  plan: PowerPlan,
  traffic: PowerTraffic,
  chance: number,
  observation: Observation,
): number | undefined {
  const catches = (errorRate: number): boolean =>
    planOutlook(plan, traffic, { ...traffic.healthy, errorRate }, observation).rollback >= chance;
  let [low, high] = [0, 1];
  if (!catches(high)) return undefined;
  while (high - low > high / 1000 && high > 1e-9) {
    // evenly on a logarithmic scale, as rates are
    const middle = low > 0 ? Math.sqrt(low * high) : high / 10;
    if (catches(middle)) high = middle;
    else low = middle;
  }
  return high;
}

type Seen = Omit<StepPower, 'falseFailure' | 'detection'>;

function stepsOf(
  plan: PowerPlan,
  traffic: PowerTraffic,
  observation: Observation,
): readonly Seen[] {
  const { weights, intervalSeconds, gate } = plan;
  const rates = weights.map((weight) => weight * traffic.requestsPerSecond);
  const base = (index: number): Pick<Seen, 'weight' | 'requests'> => ({
    weight: weights[index] as number,
    requests: (rates[index] as number) * intervalSeconds,
  });
  if (gate.kind === 'sequential') {
    const test = sequentialTest({ ...gate, healthy: gate.tolerated });
    let seen = 0;
    return seenByCheck(plan, traffic, observation).map((count, index) => {
      seen += count;
      return { ...base(index), seen, allowedErrors: sequentialBoundary(test, seen) - 1 };
    });
  }
  const success = strictestSuccess(gate.checks);
  const windowSeconds = (success ?? gate.checks[0])?.windowSeconds ?? intervalSeconds;
  return rates.map((rate, index) => {
    const seen = seenRequests(rate, windowSeconds, scrapeSecondsOf(traffic), observation);
    const allowed = success && allowedErrors(seen, successLimit(success.minPercent));
    return { ...base(index), seen, allowedErrors: allowed };
  });
}

/** With every request that any path through the plan can see, waiting after failed checks included. */
function feasibilityOf(
  { weights, intervalSeconds, gate }: PowerPlan,
  { requestsPerSecond, healthy }: PowerTraffic,
  { regressed, power, falseRollback }: PowerGoal,
): Feasibility | undefined {
  if (regressed.errorRate <= healthy.errorRate) return undefined;
  const waiting = gate.kind === 'threshold' ? (gate.failures - 1) * Math.max(...weights) : 0;
  const sum = weights.reduce((total, weight) => total + weight, waiting);
  const question = { healthy: healthy.errorRate, regressed: regressed.errorRate, falseRollback };
  return feasibility(sum * requestsPerSecond * intervalSeconds, question, power);
}
