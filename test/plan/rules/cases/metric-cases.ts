import { accepts, refuses, type RuleCase } from '../rule-case';

const step = (...steps: readonly unknown[]) => ({ plan: { steps } });

export const metricCases: readonly RuleCase[] = [
  accepts('duration-invalid', 'durations of several units', {
    plan: { steps: [{ pause: { duration: '1h2m3s500ms' } }], settle: '0.5s' },
  }),
  refuses(
    'duration-invalid',
    'a number',
    step({ pause: { duration: 30 } }),
    'steps[0].pause.duration',
  ),
  refuses(
    'duration-invalid',
    'a number without unit',
    step({ pause: { duration: '30' } }),
    'steps[0].pause.duration',
  ),
  refuses(
    'duration-invalid',
    'an unknown unit',
    step({ pause: { duration: '1d' } }),
    'steps[0].pause.duration',
  ),
  refuses(
    'duration-invalid',
    'no time',
    step({ pause: { duration: '0m0s' } }),
    'steps[0].pause.duration',
    'no time',
  ),
  refuses(
    'duration-invalid',
    'a duration in place of the pause',
    step({ pause: '5m' }),
    'steps[0].pause',
  ),
  refuses(
    'duration-invalid',
    'an analysis without one',
    step({ analysis: { metrics: ['errors'] } }),
    'steps[0].analysis.duration',
    'no duration',
  ),
  refuses(
    'duration-invalid',
    'a settle time of zero',
    { plan: { settle: '0s' } },
    'settle',
    'no time',
  ),
  refuses(
    'duration-invalid',
    'a latency without unit',
    { plan: { metrics: { latency: { kind: 'latency', quantile: 0.5, max: '1' } }, steps: [] } },
    'metrics.latency.max',
  ),
  refuses(
    'analysis-empty',
    'no metrics',
    step({ analysis: { metrics: [], duration: '5m' } }),
    'steps[0].analysis',
  ),
  refuses(
    'analysis-empty',
    'an analysis that is no object',
    step({ analysis: 'errors' }),
    'steps[0].analysis',
  ),
  accepts(
    'analysis-empty',
    'one metric',
    step({ analysis: { metrics: ['errors'], duration: '5m' } }),
  ),
  accepts(
    'metric-unknown',
    'a metric of the plan',
    step({ analysis: { metrics: ['latency'], duration: '5m' } }),
  ),
  refuses(
    'metric-unknown',
    'a metric that is not defined',
    step({ analysis: { metrics: ['errors', 'cpu'], duration: '5m' } }),
    'steps[0].analysis.metrics[1]',
  ),
  refuses(
    'metric-unknown',
    'a name that every object has',
    step({ analysis: { metrics: ['constructor'], duration: '5m' } }),
    'steps[0].analysis.metrics[0]',
  ),
  refuses(
    'metric-unknown',
    'a metric in a plan without any',
    {
      plan: {
        ...step({ analysis: { metrics: ['errors'], duration: '5m' } }).plan,
        metrics: undefined,
      },
    },
    'steps[0].analysis.metrics[0]',
  ),
  accepts('metric-invalid', 'a success rate of 100', {
    plan: {
      metrics: {
        errors: { kind: 'success-rate', min: 100 },
        latency: { kind: 'latency', quantile: 0.5, max: '1s' },
      },
    },
  }),
  refuses('metric-invalid', 'no object', { plan: { metrics: ['errors'] } }, 'metrics'),
  refuses(
    'metric-invalid',
    'a metric that is no object',
    { plan: { metrics: { errors: 99 } } },
    'metrics.errors',
  ),
  refuses(
    'metric-invalid',
    'an unknown kind',
    { plan: { metrics: { errors: { kind: 'errors' } } } },
    'metrics.errors.kind',
  ),
  refuses(
    'metric-invalid',
    'rates out of range',
    {
      plan: {
        metrics: {
          a: { kind: 'success-rate', min: 0 },
          b: { kind: 'success-rate', min: 100.1 },
          c: { kind: 'success-rate' },
        },
      },
    },
    ['metrics.a.min', 'metrics.b.min', 'metrics.c.min'],
  ),
  refuses(
    'metric-invalid',
    'quantiles out of range',
    {
      plan: {
        metrics: {
          a: { kind: 'latency', quantile: 0, max: '1s' },
          b: { kind: 'latency', quantile: 99, max: '1s' },
          'p-x': { kind: 'latency', quantile: '0.9', max: '1s' },
        },
      },
    },
    ['metrics.a.quantile', 'metrics.b.quantile', "metrics['p-x'].quantile"],
  ),
  accepts('traffic-invalid', 'an unknown error rate', {
    plan: { traffic: { requestsPerSecond: 0.1 } },
  }),
  refuses('traffic-invalid', 'no object', { plan: { traffic: 12 } }, 'traffic'),
  refuses(
    'traffic-invalid',
    'numbers out of range',
    { plan: { traffic: { requestsPerSecond: 0, errorRate: 5 } } },
    ['traffic.requestsPerSecond', 'traffic.errorRate'],
  ),
  refuses(
    'traffic-invalid',
    'no number and infinity',
    { plan: { traffic: { errorRate: Number.POSITIVE_INFINITY } } },
    ['traffic.requestsPerSecond', 'traffic.errorRate'],
  ),
];
