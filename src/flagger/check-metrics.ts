import type { MetricSettings } from './canary-settings';
import { formatGoDuration, toMilliseconds } from './go-duration';
import { formatFixed, formatFloat } from './go-number';
import { metricValue, observerOf, QUERY_FAILED, type MetricValue } from './metric-value';
import { renderQuery } from './render-query';
import { warn, type Tick } from './tick';
import { getObject, objectKey } from './world';

/** The tick after the metrics were asked, and whether all of them passed. */
export interface MetricsVerdict {
  readonly tick: Tick;
  readonly passed: boolean;
}

/**
 * Ask the metrics: first the built-in ones and inline queries in list order, then those with a
 * template. The first failure ends it. A built-in name with a template of its own is asked twice.
 */
export function checkMetrics(tick: Tick): MetricsVerdict {
  let verdict: MetricsVerdict = { tick, passed: true };
  const { metrics } = tick.settings.analysis;
  for (const metric of metrics) {
    for (const check of BY_NAME) {
      verdict = check(verdict.tick, metric);
      if (!verdict.passed) return verdict;
    }
  }
  for (const metric of metrics) {
    verdict = checkTemplate(verdict.tick, metric);
    if (!verdict.passed) return verdict;
  }
  return verdict;
}

const BY_NAME = [checkSuccessRate, checkDuration, checkInline];

const SUCCESS = 'request-success-rate';
const DURATION = 'request-duration';

function checkSuccessRate(tick: Tick, metric: MetricSettings): MetricsVerdict {
  if (metric.name !== SUCCESS) return { tick, passed: true };
  const { provider, names, namespace } = tick.settings;
  const asked = ask(tick, metric);
  const answer = valueOf(tick, metric);
  if (answer.kind !== 'value') {
    const error = `${observerOf(provider).successPrefix}${answer.error}`;
    const pods = `${names.target}.${namespace} is not receiving traffic: ${error}`;
    return fail(
      asked,
      answer.kind === 'no-values'
        ? `Halt advancement no values found for ${provider} metric ${metric.name} probably ${pods}`
        : `Prometheus query failed: ${error}`,
    );
  }
  const range = metric.range ?? { min: metric.threshold, max: undefined };
  return compare(asked, 'success rate', answer.value, range, {
    value: (value) => `${formatFixed(value)}%`,
    limit: (limit) => `${formatFloat(limit)}%`,
  });
}

function checkDuration(tick: Tick, metric: MetricSettings): MetricsVerdict {
  if (metric.name !== DURATION) return { tick, passed: true };
  const { provider, names, namespace } = tick.settings;
  const asked = ask(tick, metric);
  const answer = valueOf(tick, metric);
  if (answer.kind !== 'value') {
    const pods = `${names.target}.${namespace} is not receiving traffic`;
    return fail(
      asked,
      answer.kind === 'no-values'
        ? `Halt advancement no values found for ${provider} metric ${metric.name} probably ${pods}`
        : `Prometheus query failed: ${QUERY_FAILED}${answer.error}`,
    );
  }
  const { inSeconds } = observerOf(provider);
  // the query's seconds, times 1000, are not always the milliseconds that they stand for
  const value = toMilliseconds(inSeconds ? (answer.value / 1000) * 1000 : answer.value);
  const given = metric.range ?? { min: undefined, max: metric.threshold };
  const range = {
    min: given.min && toMilliseconds(given.min),
    max: given.max && toMilliseconds(given.max),
  };
  return compare(asked, 'request duration', value, range, {
    value: formatGoDuration,
    limit: formatGoDuration,
  });
}

function checkInline(tick: Tick, metric: MetricSettings): MetricsVerdict {
  if (metric.query === '') return { tick, passed: true };
  const rendering = renderQuery(metric.query, tick.settings, {
    ...metric,
    interval: metric.interval === '' ? '1m' : metric.interval,
  });
  if (rendering.kind === 'failed') {
    return fail(tick, `Prometheus query failed for ${metric.name}: ${rendering.error}`);
  }
  const asked = ask(tick, metric);
  const answer = valueOf(tick, metric);
  if (answer.kind === 'no-values') {
    return fail(asked, `Halt advancement no values found for metric: ${metric.name}`);
  }
  if (answer.kind === 'failed') {
    return fail(asked, `Prometheus query failed for ${metric.name}: ${answer.error}`);
  }
  return compareNamed(asked, metric, answer.value);
}

function checkTemplate(tick: Tick, metric: MetricSettings): MetricsVerdict {
  const { template } = metric;
  if (template === undefined) {
    const isKnown = metric.name === SUCCESS || metric.name === DURATION || metric.query !== '';
    return isKnown ? { tick, passed: true } : fail(tick, NOTHING_TO_ASK);
  }
  const what = `${template.name}.${template.namespace}`;
  const found = getObject(
    tick.world.objects,
    objectKey('MetricTemplate', template.namespace, template.name),
  );
  if (found === undefined) {
    const missing = `metrictemplate.flagger.app ${JSON.stringify(template.name)} not found`;
    return fail(tick, `Metric template ${what} error: ${missing}`);
  }
  const rendering = renderQuery(found, tick.settings, metric);
  if (rendering.kind === 'failed') {
    return fail(tick, `Metric template ${what} query render error: ${rendering.error}`);
  }
  const asked = ask(tick, metric);
  // a window that is left out leaves `[]` behind, which Prometheus cannot parse
  const answer = rendering.text.includes('[]') ? metricValue('error') : valueOf(tick, metric);
  if (answer.kind === 'no-values') {
    const message = `Halt advancement no values found for custom metric: ${metric.name}`;
    return fail(asked, `${message}: ${answer.error}`);
  }
  if (answer.kind === 'failed') {
    return fail(asked, `Metric query failed for ${metric.name}: ${answer.error}`);
  }
  return compareNamed(asked, metric, answer.value);
}

const NOTHING_TO_ASK =
  'Metric query failed for no usable metrics template and query were configured';

/** How a value and a limit are printed. */
interface Print {
  readonly value: (value: number) => string;
  readonly limit: (limit: number) => string;
}

function compareNamed(tick: Tick, metric: MetricSettings, value: number): MetricsVerdict {
  const range = metric.range ?? { min: undefined, max: metric.threshold };
  return compare(tick, metric.name, value, range, { value: formatFixed, limit: formatFloat });
}

function compare(
  tick: Tick,
  what: string,
  value: number,
  { min, max }: { readonly min: number | undefined; readonly max: number | undefined },
  print: Print,
): MetricsVerdict {
  const halt = (limit: string): MetricsVerdict => {
    const { name, namespace } = tick.settings;
    return fail(
      tick,
      `Halt ${name}.${namespace} advancement ${what} ${print.value(value)} ${limit}`,
    );
  };
  if (min !== undefined && value < min) return halt(`< ${print.limit(min)}`);
  if (max !== undefined && value > max) return halt(`> ${print.limit(max)}`);
  return { tick, passed: true };
}

function ask(tick: Tick, { name }: MetricSettings): Tick {
  return { ...tick, metrics: [...tick.metrics, name] };
}

function valueOf(tick: Tick, { name }: MetricSettings): MetricValue {
  return metricValue(tick.inputs.metrics?.[name] ?? 'none');
}

function fail(tick: Tick, message: string): MetricsVerdict {
  return { tick: warn(tick, message), passed: false };
}
