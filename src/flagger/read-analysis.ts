import type { Json, JsonObject } from '../manifest/manifest';
import { asObject, labelsIn, listIn, numberIn, objectIn, textIn } from '../mesh/json-field';
import type {
  AffinitySettings,
  AlertSettings,
  AnalysisSettings,
  HookType,
  MetricSettings,
  WebhookSettings,
} from './canary-settings';
import { parseGoDuration } from './go-duration';
import { flagIn, wholeIn } from './go-field';

/** `spec.analysis` with the controller's defaults. */
export function readAnalysis(analysis: JsonObject, namespace: string): AnalysisSettings {
  const interval = textIn(analysis, 'interval') ?? '';
  const webhooks = listIn(analysis, 'webhooks').map(readWebhook);
  const affinity = analysis['sessionAffinity'];
  return {
    interval,
    intervalSeconds: tickPeriod(interval),
    threshold: Math.max(1, wholeIn(analysis, 'threshold')),
    iterations: wholeIn(analysis, 'iterations'),
    maxWeight: wholeIn(analysis, 'maxWeight'),
    stepWeight: wholeIn(analysis, 'stepWeight'),
    stepWeights: listIn(analysis, 'stepWeights').filter((weight) => typeof weight === 'number'),
    stepWeightPromotion: wholeIn(analysis, 'stepWeightPromotion'),
    mirror: flagIn(analysis, 'mirror'),
    mirrorWeight: wholeIn(analysis, 'mirrorWeight'),
    primaryReadyThreshold: numberIn(analysis, 'primaryReadyThreshold') ?? 100,
    canaryReadyThreshold: numberIn(analysis, 'canaryReadyThreshold') ?? 100,
    match: listIn(analysis, 'match'),
    affinity: affinity === undefined || affinity === null ? undefined : readAffinity(affinity),
    metrics: listIn(analysis, 'metrics').map((metric) => readMetric(metric, namespace)),
    hooks: groupHooks(webhooks),
    eventHooks: webhooks.filter(({ type }) => type === 'event').map(({ name }) => name),
    alerts: listIn(analysis, 'alerts').map(readAlert),
  };
}

/** Seconds between two ticks. */
function tickPeriod(interval: string): number {
  const read = parseGoDuration(interval);
  return read.kind === 'duration' ? Math.max(10, read.seconds) : 60;
}

function readAffinity(affinity: Json): AffinitySettings {
  const named = (field: string, attribute: string): string => {
    const text = textIn(affinity, field) ?? '';
    return text === '' ? '' : `; ${attribute}=${text}`;
  };
  const flagged = (field: string, attribute: string): string =>
    flagIn(affinity, field) ? `; ${attribute}` : '';
  const maxAge = wholeIn(affinity, 'maxAge');
  return {
    cookieName: textIn(affinity, 'cookieName') ?? '',
    primaryCookieName: textIn(affinity, 'primaryCookieName') ?? '',
    maxAge: maxAge === 0 ? 86_400 : maxAge,
    attributes: [
      named('domain', 'Domain'),
      flagged('httpOnly', 'HttpOnly'),
      flagged('partitioned', 'Partitioned'),
      named('path', 'Path'),
      named('sameSite', 'SameSite'),
      flagged('secure', 'Secure'),
    ].join(''),
  };
}

function readMetric(metric: Json, namespace: string): MetricSettings {
  const range = asObject(metric)['thresholdRange'];
  const template = objectIn(metric, 'templateRef');
  const name = textIn(template, 'name') ?? '';
  const other = textIn(template, 'namespace') ?? '';
  return {
    name: textIn(metric, 'name') ?? '',
    interval: textIn(metric, 'interval') ?? '',
    threshold: numberIn(metric, 'threshold') ?? 0,
    range:
      range === undefined || range === null
        ? undefined
        : { min: numberIn(range, 'min'), max: numberIn(range, 'max') },
    query: textIn(metric, 'query') ?? '',
    template: name === '' ? undefined : { name, namespace: other === '' ? namespace : other },
    variables: labelsIn(metric, 'templateVariables'),
  };
}

function readWebhook(webhook: Json): WebhookSettings {
  const type = textIn(webhook, 'type') ?? '';
  const timeout = textIn(webhook, 'timeout') ?? '';
  // shorter than two characters is Flagger's test for a timeout that is left out
  const read = parseGoDuration(timeout.length < 2 ? '10s' : timeout);
  return {
    name: textIn(webhook, 'name') ?? '',
    type: (type === '' ? 'rollout' : type) as HookType,
    url: textIn(webhook, 'url') ?? '',
    retries: wholeIn(webhook, 'retries'),
    muteAlert: flagIn(webhook, 'muteAlert'),
    invalid: read.kind === 'invalid' ? read.error : undefined,
  };
}

function groupHooks(webhooks: readonly WebhookSettings[]): AnalysisSettings['hooks'] {
  const ofType = (wanted: HookType): readonly WebhookSettings[] =>
    webhooks.filter(({ type }) => type === wanted);
  return {
    'confirm-rollout': ofType('confirm-rollout'),
    'pre-rollout': ofType('pre-rollout'),
    rollout: ofType('rollout'),
    'confirm-traffic-increase': ofType('confirm-traffic-increase'),
    'confirm-promotion': ofType('confirm-promotion'),
    'post-rollout': ofType('post-rollout'),
    rollback: ofType('rollback'),
    event: ofType('event'),
  };
}

function readAlert(alert: Json): AlertSettings {
  return { name: textIn(alert, 'name') ?? '', severity: textIn(alert, 'severity') ?? '' };
}
