import type { JsonObject, Manifest } from '../../src/manifest/manifest';
import type { MetricAnswer } from '../../src/flagger/tick-inputs';
import type { TickRecord } from '../../src/flagger/tick-record';
import { canaryOf, eventsOf, INGRESS, run, ticksOf } from './app';

const TEMPLATE: Manifest = {
  apiVersion: 'flagger.app/v1beta1',
  kind: 'MetricTemplate',
  metadata: { name: 'errors', namespace: 'shop' },
  spec: {
    provider: { type: 'prometheus', address: 'http://prometheus:9090' },
    query: 'rate(errors{app="{{ target }}",v="{{ variables.v }}"}[{{ interval }}])',
  },
};

/** A metric of an analysis. */
type Metric = JsonObject & { readonly name: string };

/** The first tick of a run that asks the metrics. */
function ask(metric: Metric, answer: MetricAnswer, spec: JsonObject = {}): TickRecord {
  const analysis = { stepWeight: 10, metrics: [metric] };
  const metrics = { [metric.name]: answer };
  const [, , tick] = run(canaryOf(analysis, spec), ticksOf(3, { 2: { metrics } }), {
    objects: [INGRESS, TEMPLATE],
  });
  if (tick === undefined) throw new Error('no tick');
  return tick;
}

const TEMPLATED = { name: 'errors', interval: '1m', templateRef: { name: 'errors' } };

describe('a metric', () => {
  it.each<[string, Metric, MetricAnswer, string]>([
    [
      'below its minimum',
      { name: 'request-success-rate', thresholdRange: { min: 99.5 } },
      98.125,
      'Halt app.shop advancement success rate 98.12% < 99.5%',
    ],
    [
      'below its old threshold',
      { name: 'request-success-rate', threshold: 99 },
      98,
      'Halt app.shop advancement success rate 98.00% < 99%',
    ],
    [
      'slower than it may be',
      { name: 'request-duration', thresholdRange: { max: 500 } },
      1500.9,
      'Halt app.shop advancement request duration 1.5s > 500ms',
    ],
    [
      'of a maximum below a millisecond',
      { name: 'request-duration', thresholdRange: { max: 0.5 } },
      1,
      'Halt app.shop advancement request duration 1ms > 0s',
    ],
    [
      'infinite and with a minimum duration',
      { name: 'request-duration', thresholdRange: { min: 100 } },
      'inf',
      'Halt app.shop advancement request duration 0s < 100ms',
    ],
    [
      'with a query of its own',
      { name: 'queue', query: 'sum(queue)', threshold: 10 },
      10.5,
      'Halt app.shop advancement queue 10.50 > 10',
    ],
    [
      'whose template has a variable that is not given',
      TEMPLATED,
      0,
      'Metric template errors.shop query render error: template excution failed: template: tmpl: executing "tmpl" at <variables.v>: map has no entry for key "v"',
    ],
    [
      'whose template does not exist',
      { ...TEMPLATED, templateRef: { name: 'nope', namespace: 'other' } },
      0,
      'Metric template nope.other error: metrictemplate.flagger.app "nope" not found',
    ],
    [
      'that nothing can be asked for',
      { name: 'nothing' },
      0,
      'Metric query failed for no usable metrics template and query were configured',
    ],
    [
      'of a range that is upside down',
      { name: 'queue', query: 'sum(queue)', thresholdRange: { min: 5, max: 1 } },
      3,
      'Halt app.shop advancement queue 3.00 < 5',
    ],
  ])('%s fails the tick', (_what, metric, answer, event) => {
    const tick = ask(metric, answer);
    expect(eventsOf(tick)).toEqual([event]);
    expect(tick.status.failedChecks).toBe(1);
  });

  it.each<[string, Metric, MetricAnswer, JsonObject]>([
    [
      'with an empty range accepts all',
      { name: 'queue', query: 'q', thresholdRange: {} },
      -1e9,
      {},
    ],
    ['of success without a limit accepts all', { name: 'request-success-rate' }, 0, {}],
    [
      'of an infinite duration passes any maximum',
      { name: 'request-duration', thresholdRange: { max: 1 } },
      'inf',
      {},
    ],
    [
      'that arrives in seconds loses a millisecond to rounding',
      { name: 'request-duration', thresholdRange: { max: 1000 } },
      1001,
      { provider: 'traefik' },
    ],
    [
      'with all variables of its template passes',
      { ...TEMPLATED, templateVariables: { v: '2' }, threshold: 1 },
      1,
      {},
    ],
  ])('%s', (_what, metric, answer, spec) => {
    expect(ask(metric, answer, spec).status.failedChecks).toBe(0);
  });

  it('with a template but without an interval leaves an empty window and always fails', () => {
    const { interval: _, ...metric } = {
      ...TEMPLATED,
      templateVariables: { v: '2' },
      threshold: 1,
    };
    const tick = ask(metric, 0);
    expect(tick.metrics).toEqual(['errors']);
    expect(tick.status.failedChecks).toBe(1);
  });
});

describe('a webhook', () => {
  const hooks = (more: JsonObject): JsonObject => ({
    stepWeight: 50,
    webhooks: [{ name: 'load', url: 'http://hooks/load', type: 'pre-rollout', ...more }],
  });

  it.each([
    [200, 0],
    [202, 0],
    [203, 1],
    [204, 1],
    [301, 1],
    [403, 1],
    [503, 1],
  ])('that answers %d makes %d failed checks', (status, failures) => {
    const ticks = run(canaryOf(hooks({})), ticksOf(2, { 1: { webhooks: { load: status } } }));
    expect(ticks[1]?.status.failedChecks).toBe(failures);
  });

  it('is tried again after 429 and most of 5xx, as often as it says', () => {
    const calls = [429, 500, 501, 404].map((status) => {
      const given = ticksOf(2, { 1: { webhooks: { load: status } } });
      return run(canaryOf(hooks({ retries: 2 })), given)[1]?.hooks.length;
    });
    expect(calls).toEqual([3, 3, 1, 1]);
  });

  it('with a timeout that Go cannot read is never called and always fails', () => {
    const [, tick] = run(canaryOf(hooks({ timeout: '5secs' })), ticksOf(2));
    expect(tick?.hooks).toEqual([]);
    expect(eventsOf(tick)).toContain(
      'Halt app.shop advancement pre-rollout check load failed time: unknown unit "secs" in duration "5secs"',
    );
  });

  it('of type event gets every event, and its own answer changes nothing', () => {
    const canary = canaryOf(hooks({ type: 'event' }));
    const ticks = run(canary, ticksOf(6, { 1: { webhooks: { load: 500 } } }));
    for (const { events, eventHooks } of ticks) {
      expect(eventHooks.map(({ eventMessage }) => eventMessage)).toEqual(
        events.map(({ message }) => message),
      );
    }
    expect(ticks.at(-1)?.phase).toBe('Succeeded');
  });
});

describe('an alert', () => {
  const failing = { stepWeight: 50, threshold: 1, webhooks: [{ name: 'x', type: 'pre-rollout' }] };
  const severities = (alerts: readonly JsonObject[]): readonly string[] =>
    run(canaryOf({ ...failing, alerts }), ticksOf(3, { 1: { webhooks: { x: 500 } } })).flatMap(
      (tick) => tick.alerts.map(({ severity, to }) => `${severity} to ${to.join()}`),
    );

  it('goes to the global receiver where the Canary has none of its own', () => {
    expect(severities([])).toEqual(['info to ', 'error to ']);
  });

  it('goes to receivers of its severity and to those of info', () => {
    const alerts = [
      { name: 'all', severity: 'info' },
      { name: 'bad', severity: 'error' },
      { name: 'warned', severity: 'warn' },
    ];
    expect(severities(alerts)).toEqual(['info to all', 'error to all,bad']);
  });

  it('never goes to a receiver without a severity', () => {
    expect(severities([{ name: 'silent' }])).toEqual([]);
  });
});
