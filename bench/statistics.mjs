// The rates of the statistics in CPU time; `node bench/statistics.mjs` after a build.
// Figures are of one machine; the claims are times that people wait for.
import { createRequire } from 'node:module';
import { claim, median } from './measure.mjs';

const lib = process.env.STATISTICS_LIB ?? '../lib/src/statistics';
const load = createRequire(import.meta.url);
const room = (name) => load(`${lib}/${name}.js`);

const { failureOfArrivals, failureOfClusters, failureOfCount } = room('success-check');
const { latencyFailure } = room('latency-check');
const { flaggerChain } = room('flagger-chain');
const { argoChain } = room('argo-chain');
const { sequentialTest } = room('sprt');
const { sequentialChain } = room('sprt-chain');
const { addPoll, logWealth, noEvidence, regressionBet } = room('evidence');
const { drawPoisson, seedRandom } = room('random');
const { simulateRollouts } = room('simulate-rollouts');
const { powerCurve, powerOf } = room('power');
const { suggestPlan } = room('suggest');
const { successLimit } = room('success-limit');

const WEIGHTS = Array.from({ length: 10 }, (_, index) => (5 * (index + 1)) / 100);
const REQUESTS = WEIGHTS.map((weight) => Math.round(720 * weight));
const LIMIT = successLimit(99);
const GATE = { kind: 'success-rate', minPercent: 99, windowSeconds: 60 };
const PLAN = {
  weights: WEIGHTS,
  intervalSeconds: 60,
  controller: 'flagger',
  gate: { kind: 'threshold', checks: [GATE], failures: 1 },
};
const TRAFFIC = { requestsPerSecond: 12, healthy: { errorRate: 0.001 } };
const GOAL = { regressed: { errorRate: 0.03 }, power: 0.95, falseRollback: 0.01 };

// first, as a command does it: nothing is compiled yet
const [firstMs, ...laterMs] = Array.from({ length: 6 }, () =>
  once(() => {
    for (const observation of ['ideal', 'scraped', 'lazy']) {
      powerOf(PLAN, TRAFFIC, GOAL, observation);
    }
    powerCurve(PLAN, TRAFFIC, errorRates(40), 'lazy');
  }),
);

console.log('computations a second of CPU');
const chain = constant(10, 0.1);
const longChain = constant(100, 0.1);
const argo = constant(60, 0.1);
rate('Flagger chain, 10 steps, threshold 5', () => flaggerChain(chain, 5));
rate('Flagger chain, 100 steps, threshold 10', () => flaggerChain(longChain, 10));
rate('Argo background, 60 measurements', () => argoChain(argo, 2));
rate('check of 36 requests', (p) => failureOfCount(36, p, LIMIT));
rate('check of 3,600 requests', (p) => failureOfCount(3600, p, LIMIT));
rate('check of 36 arrivals', (p) => failureOfArrivals(36, p, LIMIT));
rate('check of 3,600 arrivals', (p) => failureOfArrivals(3600, p, LIMIT));
rate('check of 360,000 arrivals', (p) => failureOfArrivals(360_000, p, LIMIT));
rate('check of 3,600 requests in bursts', (p) => failureOfClusters(3600, p, 0.001, LIMIT));
rate('check of a p99, 360 requests', (p) =>
  latencyFailure(360, { inBucket: 0.02, above: p, position: 0.3 }, 0.99),
);
rate('plan: 10 checks of arrivals and the chain', (p) =>
  flaggerChain(
    REQUESTS.map((requests) => ({ requests, failure: failureOfArrivals(requests, p, LIMIT) })),
    5,
  ),
);
const test = sequentialTest({ healthy: 0.003, regressed: 0.03, falseRollback: 0.01 });
rate('plan with a sequential gate', (p) => sequentialChain(REQUESTS, p, test, 'flagger'));
const random = seedRandom(1);
rate('two-sample rollout of 40 polls', () => comparedRollout(random));

console.log('CPU times, median of 5');
const simulate = (scraping) =>
  milliseconds(() => {
    const { weights, intervalSeconds } = PLAN;
    const plan = {
      weights,
      intervalSeconds,
      requestsPerSecond: 12,
      threshold: 1,
      gate: GATE,
      scraping,
    };
    simulateRollouts(plan, 0.001, 20_000, seedRandom(1));
  });
const twoPods = simulate({ pods: 2, callers: 1, scrapeSeconds: 15 });
const manySeries = simulate({ pods: 4, callers: 3, scrapeSeconds: 15 });
console.log(
  `     20,000 rollouts of 4 pods with 3 callers each: ${manySeries.toFixed(0)} ms (no claim)`,
);
const searches = [1, 12, 100, 1000].map((requestsPerSecond) => {
  const asked = { ...GOAL, regressed: { errorRate: 0.01 } };
  const ms = milliseconds(() => suggestPlan({ ...TRAFFIC, requestsPerSecond }, asked));
  console.log(`     a plan for ${requestsPerSecond} requests/s: ${ms.toFixed(0)} ms`);
  return ms;
});
console.log(`     power of the example, the first time: ${firstMs.toFixed(0)} ms (no claim)`);
claim('power of the example, three observations and a curve of 40 points, ms', median(laterMs), 50);
claim('20,000 faithful rollouts of 2 pods, s', twoPods / 1000, 1);
claim('the cheapest plan, s', Math.max(...searches) / 1000, 1);

function constant(count, failure) {
  return Array.from({ length: count }, () => ({ failure, requests: 36 }));
}

function errorRates(count) {
  return Array.from({ length: count }, (_, index) => 0.0002 * 1.15 ** index);
}

function comparedRollout(source) {
  const bet = regressionBet(1);
  let evidence = noEvidence(bet);
  for (let poll = 0; poll < 40; poll += 1) {
    const weight = WEIGHTS[Math.floor(poll / 4)];
    const [canaryRequests, primaryRequests] = [180 * weight, 180 * (1 - weight)];
    evidence = addPoll(evidence, bet, {
      canaryRequests,
      primaryRequests,
      canaryErrors: drawPoisson(canaryRequests * 0.001, source),
      primaryErrors: drawPoisson(primaryRequests * 0.001, source),
    });
    if (logWealth(evidence, bet) >= Math.log(100)) return true;
  }
  return false;
}

/** Run it for a third of a second; the error rate is another each time, so that nothing is hoisted. */
function rate(what, compute) {
  const run = (count) => {
    const start = process.cpuUsage();
    for (let index = 0; index < count; index += 1) compute(0.001 + (index % 64) * 1e-4);
    return process.cpuUsage(start).user / 1000;
  };
  run(200);
  let count = 100;
  while (run(count) < 60) count *= 3;
  const perSecond = median([run(count), run(count), run(count)].map((ms) => (count / ms) * 1000));
  console.log(`  ${what.padEnd(44)} ${Math.round(perSecond).toLocaleString('en').padStart(12)}`);
}

function milliseconds(compute) {
  return median(Array.from({ length: 5 }, () => once(compute)));
}

function once(compute) {
  const start = process.cpuUsage();
  compute();
  return process.cpuUsage(start).user / 1000;
}
