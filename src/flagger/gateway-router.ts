import { equalJson } from '../manifest/equal';
import type { Json, JsonObject, Manifest } from '../manifest/manifest';
import { asObject, labelsIn, listIn, numberIn, objectIn, textIn } from '../mesh/json-field';
import type { GatewayVersion } from './gateway-filters';
import { gatewayPlan, storedRule, type GatewayPlan } from './gateway-plan';
import { gatewayRules, restingRouteRules } from './gateway-rules';
import { ownedBy } from './owner-reference';
import { done, refused, type Attempt, type Router, type RouterReading } from './router';
import type { Tick } from './tick';
import type { Routes } from './weights';
import { getObject, setObject } from './world';

/** Providers gatewayapi:v1 and gatewayapi:v1beta1: one HTTPRoute. */
export function gatewayRouter(version: GatewayVersion): Router {
  return ROUTERS[version];
}

const ROUTERS: Readonly<Record<GatewayVersion, Router>> = {
  v1: makeRouter('v1'),
  v1beta1: makeRouter('v1beta1'),
};

function makeRouter(version: GatewayVersion): Router {
  return {
    reconcile: (tick) => reconcile(tick, version),
    read,
    write: (tick, routes) => write(tick, routes, version),
  };
}

function reconcile(tick: Tick, version: GatewayVersion): Attempt {
  const planning = gatewayPlan(tick.settings, tick.target.label, version);
  if (planning.kind === 'refused') return planning;
  const { plan } = planning;
  const live = httpRoute(tick);
  if (live === undefined) return done(put(tick, newRoute(plan)));
  const filtered = countedFilters(tick);
  const known = AGREED.get(live);
  if (known?.plan === plan && known.filtered === filtered) return done(tick);
  const annotations = { ...labelsIn(live.metadata, 'annotations'), ...plan.annotations };
  const agrees =
    agreesSpec(plan, objectIn(live, 'spec'), filtered) &&
    equalJson(labelsIn(live.metadata, 'labels'), plan.labels) &&
    equalJson(labelsIn(live.metadata, 'annotations'), annotations);
  if (agrees) {
    AGREED.set(live, { plan, filtered });
    return done(tick);
  }
  const { labels: _, ...metadata } = live.metadata;
  const corrected = { ...metadata, ...labelsField(plan), annotations };
  return done(put(tick, { ...live, metadata: corrected, spec: restingSpec(plan) }));
}

function read(tick: Tick): RouterReading {
  const { names, analysis } = tick.settings;
  const live = httpRoute(tick);
  if (live === undefined)
    return { kind: 'absent', error: `${what(tick)} get error: ${missing(tick)}` };
  const rules = listIn(objectIn(live, 'spec'), 'rules');
  // rules with both backends have weights; of those, one that sets cookies has the last word
  const weighted =
    (analysis.affinity === undefined ? undefined : rules.findLast(setsCookies)) ??
    rules.findLast((rule) => listIn(rule, 'backendRefs').length === 2);
  const mirrored = rules.some((rule) =>
    listIn(rule, 'filters').some(
      (filter) =>
        textIn(objectIn(objectIn(filter, 'requestMirror'), 'backendRef'), 'name') ===
        names.canaryService,
    ),
  );
  const primary = weightOf(weighted, names.primaryService);
  const canary = weightOf(weighted, names.canaryService);
  return { kind: 'weights', routes: { primary, canary, mirrored } };
}

function write(tick: Tick, routes: Routes, version: GatewayVersion): Attempt {
  const live = httpRoute(tick);
  if (live === undefined) return refused(`${what(tick)} get error: ${missing(tick)}`);
  const planning = gatewayPlan(tick.settings, tick.target.label, version);
  if (planning.kind === 'refused') return planning;
  const writing = gatewayRules(tick, planning.plan, routes);
  if (writing.kind === 'refused') return writing;
  const invalid = invalidWeight(writing.rules);
  if (invalid !== undefined) {
    const kind = `HTTPRoute.gateway.networking.k8s.io ${JSON.stringify(tick.settings.names.apex)}`;
    const error = `${what(tick)} update error: ${kind} is invalid: ${invalid} while setting weights`;
    return refused(error);
  }
  const spec = routeSpec(planning.plan, writing.rules);
  return done(put(writing.tick, { ...live, spec }));
}

/** Which filters of a rule count as a difference. */
type Filtered = 'all' | 'none';

/** Routes that were found to be as their plan wants them. */
const AGREED = new WeakMap<Manifest, { readonly plan: GatewayPlan; readonly filtered: Filtered }>();

/** During a run with a mirror its filter may be there. */
function countedFilters({ settings, status: { phase } }: Tick): Filtered {
  const isRunning = phase === 'Waiting' || phase === 'Progressing' || phase === 'WaitingPromotion';
  return settings.analysis.mirror && isRunning ? 'none' : 'all';
}

function httpRoute({ world, settings }: Tick): Manifest | undefined {
  return getObject(world.objects, settings.keys.httpRoute);
}

function put(tick: Tick, object: Manifest): Tick {
  const objects = setObject(tick.world.objects, tick.settings.keys.httpRoute, object);
  return { ...tick, world: { ...tick.world, objects } };
}

function what({ settings }: Tick): string {
  return `HTTPRoute ${settings.names.apex}.${settings.namespace}`;
}

function missing({ settings }: Tick): string {
  return `httproutes.gateway.networking.k8s.io ${JSON.stringify(settings.names.apex)} not found`;
}

function newRoute(plan: GatewayPlan): Manifest {
  const { names, namespace } = plan.settings;
  return {
    apiVersion: `gateway.networking.k8s.io/${plan.version}`,
    kind: 'HTTPRoute',
    metadata: {
      name: names.apex,
      namespace,
      ...labelsField(plan),
      annotations: plan.annotations,
      ownerReferences: ownedBy(plan.settings),
    },
    spec: restingSpec(plan),
  };
}

function restingSpec(plan: GatewayPlan): JsonObject {
  return routeSpec(plan, restingRouteRules(plan));
}

function routeSpec(plan: GatewayPlan, rules: readonly JsonObject[]): JsonObject {
  const { hosts } = plan.settings.service;
  return {
    parentRefs: plan.parentRefs,
    ...(hosts.length === 0 ? {} : { hostnames: hosts }),
    rules: rules.map(storedRule),
  };
}

function labelsField({ labels }: GatewayPlan): { readonly labels?: GatewayPlan['labels'] } {
  return Object.keys(labels).length === 0 ? {} : { labels };
}

/**
 * Whether the live route is as wanted, weights aside. The wanted one is without the API server's
 * defaults, so that a condition without a path or a CORS filter without an age differs for ever.
 */
function agreesSpec(plan: GatewayPlan, live: JsonObject, filtered: Filtered): boolean {
  const { affinity } = plan.settings.analysis;
  const strip = (rule: Json): JsonObject => {
    const { filters, ...rest } = asObject(rule);
    const backendRefs = listIn(rule, 'backendRefs').map((one) => {
      const { weight: _, filters: own, ...known } = asObject(one);
      return affinity === undefined && own !== undefined ? { ...known, filters: own } : known;
    });
    const kept = filtered === 'all' && filters !== undefined ? { filters } : {};
    return { ...rest, ...kept, backendRefs };
  };
  const keep = (rule: Json): boolean => affinity === undefined || !isSticky(plan, rule);
  const wanted = {
    parentRefs: plan.parentRefs,
    hostnames: plan.settings.service.hosts,
    rules: restingRouteRules(plan).filter(keep).map(strip),
  };
  const found = {
    ...live,
    hostnames: listIn(live, 'hostnames'),
    rules: listIn(live, 'rules').filter(keep).map(strip),
  };
  return equalJson(found, wanted);
}

/** Whether affinity made a rule; the empty name of a primary cookie is in any pattern. */
function isSticky({ settings, version }: GatewayPlan, rule: Json): boolean {
  const { cookieName = '', primaryCookieName = '' } = settings.analysis.affinity ?? {};
  return listIn(rule, 'matches').some((match) =>
    listIn(match, 'headers').some((header) => {
      if (textIn(header, 'type') !== 'RegularExpression') return false;
      if (textIn(header, 'name') !== 'Cookie') return false;
      const value = textIn(header, 'value') ?? '';
      const isPrimary = version === 'v1' && value.includes(primaryCookieName);
      return value.includes(cookieName) || isPrimary;
    }),
  );
}

function setsCookies(rule: Json): boolean {
  return listIn(rule, 'backendRefs').some((one) => listIn(one, 'filters').length > 0);
}

function weightOf(rule: Json | undefined, name: string): number {
  const found = listIn(rule, 'backendRefs').findLast((one) => textIn(one, 'name') === name);
  return numberIn(found, 'weight') ?? 0;
}

/** The API server's words on the first weight below 0, which is the only bound that Flagger can break. */
function invalidWeight(rules: readonly JsonObject[]): string | undefined {
  for (const [index, rule] of rules.entries()) {
    for (const [place, one] of listIn(rule, 'backendRefs').entries()) {
      const weight = numberIn(one, 'weight') ?? 0;
      if (weight >= 0) continue;
      const path = `spec.rules[${index}].backendRefs[${place}].weight`;
      return `${path}: Invalid value: ${weight}: ${path} in body should be greater than or equal to 0`;
    }
  }
  return undefined;
}
