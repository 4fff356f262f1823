import type { Json, JsonObject, Manifest } from '../manifest/manifest';
import { asObject, labelsIn, listIn, numberIn, objectIn, textIn } from '../mesh/json-field';
import type { CanarySettings } from './canary-settings';
import { DEFAULT_PROVIDER, readCanary } from './read-canary';
import type { ControllerFlags } from './run-tick';
import type { TickRecord } from './tick-record';
import { getObject, objectKey, type World } from './world';

/**
 * A tick in the words of the conformance data (`test/conformance/flagger/README.md`): the record,
 * and what can be seen of the objects after it. Revisions are hashes, cookies as they are. Only the
 * conformance runner uses it.
 *
 * @public
 */
export function observeTick(
  record: TickRecord,
  world: World,
  flags: ControllerFlags = {},
): JsonObject {
  const settings = readCanary(world.canary, flags.meshProvider ?? DEFAULT_PROVIDER);
  const { routes, primary, promoted } = record;
  const global = record.alerts.filter(({ to }) => to.length === 0);
  return {
    phase: record.phase,
    status: { ...record.status },
    promoted: { status: promoted.status, reason: promoted.reason },
    revisions: { ...record.revisions },
    ...(routes.kind === 'weights' ? { routes: { ...routes.routes } } : {}),
    ...(routes.kind === 'error' ? { routesError: routes.error } : {}),
    target: { ...record.target },
    ...(primary === undefined ? {} : { primary: { ...primary } }),
    hooks: record.hooks.map((call) => ({ ...call })),
    metrics: record.metrics,
    events: record.events.map(({ type, message }) => [type, message]),
    ...listed(
      'eventHooks',
      record.eventHooks.map((call) => ({ ...call })),
    ),
    ...listed(
      'alerts',
      global.map(({ severity, message }) => [severity, message]),
    ),
    ...(settings === undefined ? {} : observeObjects(world, settings)),
  };
}

function observeObjects(world: World, settings: CanarySettings): JsonObject {
  return {
    ...observeRoute(world, settings),
    ...observeAutoscaler(world, settings),
    ...(settings.analysis.affinity === undefined ? {} : { cookies: { ...world.status.cookies } }),
  };
}

function observeRoute({ objects }: World, settings: CanarySettings): JsonObject {
  const { keys } = settings;
  if (settings.provider === 'nginx') return observeIngress(getObject(objects, keys.canaryIngress));
  const isGateway = settings.provider.startsWith('gatewayapi:');
  const route = getObject(objects, isGateway ? keys.httpRoute : keys.virtualService);
  if (route === undefined) return {};
  const spec = objectIn(route, 'spec');
  const list = ['http', 'tcp', 'rules'].find((field) => spec[field] !== undefined) ?? 'http';
  return { rules: listIn(spec, list).map((rule) => observeRule(rule, settings)) };
}

function observeRule(rule: Json, settings: CanarySettings): JsonObject {
  const seen: Record<string, Json> = {};
  const destinations = [...listIn(rule, 'route'), ...listIn(rule, 'backendRefs')];
  for (const one of destinations) {
    const name = textIn(one, 'name') ?? textIn(objectIn(one, 'destination'), 'host');
    const track = name === settings.names.primaryService ? 'primary' : 'canary';
    seen[track] = numberIn(one, 'weight') ?? 0;
    copyField(seen, `${track}Headers`, one, 'headers');
    copyField(seen, `${track}Filters`, one, 'filters');
  }
  const mirrors = listIn(rule, 'filters').some(
    (filter) => textIn(filter, 'type') === 'RequestMirror',
  );
  if (mirrors || asObject(rule)['mirror'] !== undefined) seen['mirror'] = 'canary';
  const percentage = numberIn(objectIn(rule, 'mirrorPercentage'), 'value');
  if (percentage !== undefined) seen['mirrorPercentage'] = percentage;
  if (!showsConditions(settings)) return seen;
  copyField(seen, 'match', rule, 'match');
  copyField(seen, 'match', rule, 'matches');
  copyField(seen, 'headers', rule, 'headers');
  return seen;
}

/** Conditions are part of an observation only where they can differ from rule to rule. */
function showsConditions({ analysis }: CanarySettings): boolean {
  return analysis.match.length > 0 || analysis.affinity !== undefined;
}

function observeIngress(ingress: Manifest | undefined): JsonObject {
  if (ingress === undefined) return {};
  const annotations = Object.entries(labelsIn(ingress.metadata, 'annotations'));
  const own = annotations.filter(([key]) => key.startsWith('nginx.ingress.kubernetes.io/canary'));
  const named = own.map(([key, value]) => [key.slice(key.indexOf('/') + 1), value] as const);
  return { ingressCanary: Object.fromEntries(named) };
}

function observeAutoscaler({ objects }: World, settings: CanarySettings): JsonObject {
  const name = `${settings.autoscaler?.name ?? ''}-primary`;
  const key = objectKey('HorizontalPodAutoscaler', settings.namespace, name);
  const hpa = getObject(objects, key);
  if (hpa === undefined) return {};
  const { minReplicas: min, maxReplicas: max } = objectIn(hpa, 'spec');
  return { primaryHPA: { min, max } };
}

function copyField(seen: Record<string, Json>, name: string, from: Json, field: string): void {
  const value = asObject(from)[field];
  if (value !== undefined) seen[name] = value;
}

function listed(field: string, items: readonly Json[]): JsonObject {
  return items.length === 0 ? {} : { [field]: items };
}
