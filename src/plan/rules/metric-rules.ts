import { complain } from './complain';
import { isRecord } from './record';
import type { Occurrence, PlanRule } from './rule';
import { field, fields, isGiven, planSpot, type Spot } from './spot';

/** Rules on metrics, and on what is known of the traffic. */
export const metricRules: readonly PlanRule[] = [
  {
    id: 'metric-invalid',
    severity: 'error',
    title: 'a metric has a known kind and a bound that can be met',
    why: 'A bound outside its range is met always or never: the analysis would wave a bad version through, or stop every good one.',
    fix: "write { kind: 'success-rate', min: 99 } or { kind: 'latency', quantile: 0.99, max: '1s' }",
    find: ({ input }) => {
      const metrics = field(planSpot(input), 'metrics');
      if (isGiven(metrics) && !isRecord(metrics.value)) {
        return [complain(metrics, 'not an object of metrics')];
      }
      return fields(metrics).flatMap(findBadMetric);
    },
  },
  {
    id: 'traffic-invalid',
    severity: 'error',
    title: 'what is known of the traffic are numbers in range',
    why: 'PLAN.md counts the requests that meet the new version from these numbers; the people who approve the release would read a wrong count.',
    fix: 'write { requestsPerSecond: 12, errorRate: 0.001 }, or leave `traffic` out',
    find: ({ input }) => {
      const traffic = field(planSpot(input), 'traffic');
      if (!isGiven(traffic)) return [];
      if (!isRecord(traffic.value)) return [complain(traffic, 'not an object')];
      const errorRate = field(traffic, 'errorRate');
      return [
        ...outside(field(traffic, 'requestsPerSecond'), 'a number above 0', (n) => n > 0),
        ...(isGiven(errorRate)
          ? outside(errorRate, 'a share from 0 to 1', (n) => n >= 0 && n <= 1)
          : []),
      ];
    },
  },
];

function findBadMetric(metric: Spot): readonly Occurrence[] {
  if (!isRecord(metric.value)) return [complain(metric, 'not a metric')];
  const kind = field(metric, 'kind');
  switch (kind.value) {
    case 'success-rate':
      return outside(
        field(metric, 'min'),
        'a percentage above 0 and up to 100',
        (n) => n > 0 && n <= 100,
      );
    case 'latency':
      return outside(
        field(metric, 'quantile'),
        'a number between 0 and 1, such as 0.99',
        (n) => n > 0 && n < 1,
      );
    default:
      return [complain(kind, 'not a kind of metric', { allowed: "'success-rate', 'latency'" })];
  }
}

function outside(
  spot: Spot,
  allowed: string,
  isWithin: (value: number) => boolean,
): readonly Occurrence[] {
  const { value } = spot;
  if (value === undefined) return [complain(spot, 'no number given', { allowed })];
  if (typeof value === 'number' && Number.isFinite(value) && isWithin(value)) return [];
  return [complain(spot, typeof value === 'number' ? 'out of range' : 'not a number', { allowed })];
}
