import { checkSelector } from './check-selector';
import { checkTargets } from './check-targets';
import { mention, refuse, type Complaint } from './complaint';
import { at, count, entries, isSet, items, number, text, type Spot } from './spot';

const RULE = 'istio-telemetry';

/** A Telemetry as Istio's webhook checks it. */
export function* checkTelemetry(spec: Spot): Generator<Complaint> {
  yield* checkTargets(RULE, spec);
  for (const metrics of items(at(spec, 'metrics'))) {
    yield* checkProviders(metrics);
    for (const override of items(at(metrics, 'overrides'))) yield* checkOverride(override);
  }
  const tracings = items(at(spec, 'tracing'));
  if (tracings.length > 1) {
    yield mention(RULE, { ...at(spec, 'tracing'), value: undefined }, 'only the first is used');
  }
  for (const tracing of tracings) yield* checkTracing(tracing);
  for (const logging of items(at(spec, 'accessLogging'))) yield* checkProviders(logging);
}

/** A ProxyConfig as Istio's webhook checks it. */
export function* checkProxyConfig(spec: Spot): Generator<Complaint> {
  yield* checkSelector(at(spec, 'selector'));
  const concurrency = at(spec, 'concurrency');
  if (number(concurrency) < 0) {
    yield refuse('istio-proxy-config', concurrency, 'a number below 0', '0 and more');
  }
}

function* checkProviders(part: Spot): Generator<Complaint> {
  for (const provider of items(at(part, 'providers'))) {
    const name = at(provider, 'name');
    if (text(name) === '') yield refuse(RULE, name, 'missing, and required');
  }
}

function* checkOverride(override: Spot): Generator<Complaint> {
  for (const [tag, change] of entries(at(override, 'tagOverrides'))) {
    if (tag === '') yield mention(RULE, { ...change, value: undefined }, 'a tag without a name');
    const value = at(change, 'value');
    const removes = text(at(change, 'operation')) === 'REMOVE';
    if (removes && text(value) !== '') yield refuse(RULE, value, 'excluded by operation REMOVE');
    if (!removes && text(value) === '') {
      yield refuse(RULE, value, 'missing, and required by operation UPSERT, the default');
    }
  }
  const metric = at(at(override, 'match'), 'customMetric');
  if (isSet(metric) && text(metric) === '') yield refuse(RULE, metric, 'empty');
}

function* checkTracing(tracing: Spot): Generator<Complaint> {
  if (count(at(tracing, 'providers')) > 1) {
    const spot = { ...at(tracing, 'providers'), value: undefined };
    yield mention(RULE, spot, 'only the first is used');
  }
  yield* checkProviders(tracing);
  const share = at(tracing, 'randomSamplingPercentage');
  if (number(share) < 0 || number(share) > 100) {
    yield refuse(RULE, share, 'no percentage', '0 to 100');
  }
  for (const [name, tag] of entries(at(tracing, 'customTags'))) {
    if (name === '') yield refuse(RULE, { ...tag, value: undefined }, 'a tag without a name');
    for (const [field, required] of TAG_FIELDS) {
      const from = at(tag, field);
      if (!isSet(from) || text(at(from, required)) !== '') continue;
      yield refuse(RULE, at(from, required), 'missing, and required');
    }
  }
}

const TAG_FIELDS = [
  ['literal', 'value'],
  ['header', 'name'],
  ['environment', 'name'],
] as const;
