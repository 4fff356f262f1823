import { DURATION_FORM, parseDuration } from '../../manifest/duration';
import { complain, listNames } from './complain';
import { isRecord, listOf, read } from './record';
import type { Occurrence, PlanRule } from './rule';
import { field, fields, isGiven, items, planSpot, type Spot } from './spot';
import { stepSpots } from './steps-so-far';

/** Rules on what a release waits for. */
export const gateRules: readonly PlanRule[] = [
  {
    id: 'duration-invalid',
    severity: 'error',
    title: 'durations have a unit and are above zero',
    why: 'A wait that cannot be read, or of no length, would be no wait: the release would go on before anybody could see what the phase does to its users.',
    fix: `write ${DURATION_FORM}`,
    find: ({ input }) => [
      ...pauseSpots(input).flatMap(findBarePause),
      ...durationSpots(input).flatMap(findNoDuration),
    ],
  },
  {
    id: 'analysis-empty',
    severity: 'error',
    title: 'an analysis names at least one metric',
    why: 'An analysis without a metric is always good, so a bad version would pass it.',
    fix: 'name the metrics to watch, or write a pause instead',
    find: ({ input }) =>
      analysisSpots(input)
        .filter(({ value }) => listOf(read(value, 'metrics')).length === 0)
        .map((analysis) =>
          complain(analysis, 'names no metric', {
            allowed: "{ metrics: ['errors'], duration: '5m' }",
          }),
        ),
  },
  {
    id: 'metric-unknown',
    severity: 'error',
    title: "an analysis names metrics of the plan's `metrics`",
    why: 'Nobody could judge a metric that is nowhere defined: whoever walks the release would stand at this gate without a question to ask.',
    fix: 'define the metric under `metrics`, or name one that is there',
    find: ({ input }) =>
      analysisSpots(input)
        .flatMap((analysis) => items(field(analysis, 'metrics')))
        .filter(({ value }) => typeof value !== 'string' || !metricNames(input).includes(value))
        .map((name) =>
          complain(name, 'not a metric of this plan', { allowed: listNames(metricNames(input)) }),
        ),
  },
];

/** The analyses of a plan's steps. */
function analysisSpots(input: unknown): readonly Spot[] {
  return stepSpots(input)
    .map((step) => field(step, 'analysis'))
    .filter(isGiven);
}

function metricNames(input: unknown): readonly string[] {
  return fields(field(planSpot(input), 'metrics')).map(({ key }) => key);
}

function durationSpots(input: unknown): readonly Spot[] {
  const pauses = pauseSpots(input).flatMap((pause) => given(field(pause, 'duration')));
  const analyses = analysisSpots(input).map((analysis) => field(analysis, 'duration'));
  const latencies = fields(field(planSpot(input), 'metrics'))
    .filter(({ value }) => read(value, 'kind') === 'latency')
    .map((metric) => field(metric, 'max'));
  return [...pauses, ...analyses, ...latencies, ...given(field(planSpot(input), 'settle'))];
}

function pauseSpots(input: unknown): readonly Spot[] {
  return stepSpots(input)
    .map((step) => field(step, 'pause'))
    .filter(isGiven);
}

/** `pause: '5m'` would be read as a pause without a duration: one that waits for an approval. */
function findBarePause(pause: Spot): readonly Occurrence[] {
  if (isRecord(pause.value)) return [];
  const fix = "write pause: { duration: '5m' }, or pause: {} for an approval";
  return [complain(pause, 'not a pause', { allowed: 'an object with a `duration`, or {}', fix })];
}

function findNoDuration(spot: Spot): readonly Occurrence[] {
  const { value } = spot;
  if (value === undefined) return [complain(spot, 'no duration given', { allowed: DURATION_FORM })];
  const seconds = typeof value === 'string' ? parseDuration(value) : undefined;
  if (seconds !== undefined && seconds > 0 && Number.isFinite(seconds)) return [];
  if (seconds === 0) return [complain(spot, 'no time at all', { allowed: 'more than 0s' })];
  const asSeconds = typeof value === 'number' && value > 0 && Number.isFinite(value);
  const fix = asSeconds ? { fix: `write '${value}s' for seconds` } : {};
  return [complain(spot, 'not a duration', { allowed: DURATION_FORM, ...fix })];
}

function given(spot: Spot): readonly Spot[] {
  return isGiven(spot) ? [spot] : [];
}
