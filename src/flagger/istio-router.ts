import { isObject } from '../manifest/equal';
import type { Json, JsonObject, Manifest } from '../manifest/manifest';
import { labelsIn, listIn, numberIn, objectIn, textIn } from '../mesh/json-field';
import type { CanarySettings } from './canary-settings';
import { agreesMetadata, agreesSpec, LAST_APPLIED, ORIGINAL } from './istio-agreement';
import { istioPlan, type IstioPlan } from './istio-plan';
import { istioRules, restingRules } from './istio-rules';
import { ownedBy } from './owner-reference';
import { done, refused, type Attempt, type Router, type RouterReading } from './router';
import type { Tick } from './tick';
import type { Routes } from './weights';
import { getObject, setObject } from './world';

/** Provider istio: one VirtualService and two DestinationRules. */
export const istioRouter: Router = { reconcile, read, write };

function reconcile(tick: Tick): Attempt {
  const plan = istioPlan(tick.settings, tick.target.label);
  const { service, names, namespace } = plan.settings;
  const { keys } = tick.settings;
  const withCanary = putRule(tick, keys.canaryRule, plan.canaryRule);
  const next = putRule(withCanary, keys.primaryRule, plan.primaryRule);
  if (service.delegation && (service.hosts.length > 0 || service.gateways.length > 0)) {
    const what = `VirtualService ${names.apex}.${namespace}`;
    const why = 'cannot have hosts and gateways when delegation enabled';
    return refused(`reconcileVirtualService failed: ${what} ${why}`);
  }
  const live = virtualService(next);
  if (live === undefined) return done(put(next, newVirtualService(plan)));
  if (isKnown(plan, live)) return done(next);
  const spec = objectIn(live, 'spec');
  const differs = !agreesSpec(plan, spec);
  if (!differs && agreesMetadata(plan, live)) {
    AGREED.set(live.metadata, plan).set(spec, plan);
    return done(next);
  }
  return done(put(next, corrected(plan, live, differs)));
}

function read(tick: Tick): RouterReading {
  const { names, namespace } = tick.settings;
  const live = virtualService(tick);
  if (live === undefined) {
    const missing = `virtualservices.networking.istio.io ${JSON.stringify(names.apex)} not found`;
    const error = `VirtualService ${names.apex}.${namespace} get query error ${missing}`;
    return { kind: 'absent', error };
  }
  const isTcp = tick.settings.service.appProtocol.toLowerCase() === 'tcp';
  const rules = listIn(live['spec'], isTcp ? 'tcp' : 'http');
  const known = READ.get(rules);
  if (known?.settings === tick.settings) return known.reading;
  const reading = readWeights(rules, isTcp, tick.settings);
  READ.set(rules, { settings: tick.settings, reading });
  return reading;
}

function readWeights(
  rules: readonly Json[],
  isTcp: boolean,
  settings: CanarySettings,
): RouterReading {
  const { names, namespace } = settings;
  // the last rule with a canary destination counts
  const rule = rules.findLast((one) => weightOf(one, names.canaryService) !== undefined);
  const primary = weightOf(rule, names.primaryService) ?? 0;
  const canary = weightOf(rule, names.canaryService) ?? 0;
  if (primary === 0 && canary === 0) {
    const what = `VirtualService ${names.apex}.${namespace}`;
    const routes = `${names.apex}-primary and ${names.apex}-canary`;
    return { kind: 'error', error: `${what} does not contain routes for ${routes}` };
  }
  const mirrored = !isTcp && (textIn(objectIn(rule, 'mirror'), 'host') ?? '') !== '';
  return { kind: 'weights', routes: { primary, canary, mirrored } };
}

function write(tick: Tick, routes: Routes): Attempt {
  const plan = istioPlan(tick.settings, tick.target.label);
  const live = virtualService(tick);
  if (live === undefined) {
    const reading = read(tick);
    return refused(reading.kind === 'absent' ? reading.error : '');
  }
  const writing = istioRules(tick, plan, routes);
  if (writing.kind === 'refused') return writing;
  const spec = writtenSpec(plan, live, writing.rules);
  return done(put(writing.tick, { ...live, spec }));
}

/** The spec with other rules. Where nothing else can have changed, the same one for the same rules. */
function writtenSpec(plan: IstioPlan, live: Manifest, rules: readonly JsonObject[]): JsonObject {
  const before = objectIn(live, 'spec');
  const list = plan.isTcp ? 'tcp' : 'http';
  if (!plan.isStable || plan.settings.analysis.affinity !== undefined || !isKnown(plan, live)) {
    return { ...before, [list]: rules };
  }
  const made = MADE.get(before) ?? new WeakMap<readonly JsonObject[], JsonObject>();
  const known = made.get(rules);
  if (known !== undefined) return known;
  const spec = { ...before, [list]: rules };
  MADE.set(before, made.set(rules, spec)).set(spec, made);
  AGREED.set(spec, plan);
  return spec;
}

/** Metadata and specs that were found to be as their plan wants them. */
const AGREED = new WeakMap<object, IstioPlan>();

/** Specs by the rules that were written, for each spec before; specs that came of one share them. */
const MADE = new WeakMap<JsonObject, WeakMap<readonly JsonObject[], JsonObject>>();

function isKnown(plan: IstioPlan, { metadata, spec }: Manifest): boolean {
  return AGREED.get(metadata) === plan && isObject(spec) && AGREED.get(spec) === plan;
}

/** What rules were found to say. */
const READ = new WeakMap<
  readonly Json[],
  { readonly settings: CanarySettings; readonly reading: RouterReading }
>();

function virtualService({ world, settings }: Tick): Manifest | undefined {
  return getObject(world.objects, settings.keys.virtualService);
}

function put(tick: Tick, object: Manifest): Tick {
  const objects = setObject(tick.world.objects, tick.settings.keys.virtualService, object);
  return { ...tick, world: { ...tick.world, objects } };
}

function putRule(tick: Tick, key: string, rule: Manifest): Tick {
  const { objects } = tick.world;
  if (getObject(objects, key) === rule) return tick;
  return { ...tick, world: { ...tick.world, objects: setObject(objects, key, rule) } };
}

function newVirtualService(plan: IstioPlan): Manifest {
  const { names, namespace } = plan.settings;
  return {
    apiVersion: 'networking.istio.io/v1beta1',
    kind: 'VirtualService',
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

/** Anything but weights and mirrors differed: the whole spec is replaced, weights included. */
function corrected(plan: IstioPlan, live: Manifest, differs: boolean): Manifest {
  const { labels: _, ...metadata } = live.metadata;
  const known = labelsIn(metadata, 'annotations');
  const kept = Object.entries(known).filter(([key]) => key === ORIGINAL || key === LAST_APPLIED);
  const original =
    differs && known[LAST_APPLIED] === undefined
      ? { [ORIGINAL]: JSON.stringify(live['spec']) }
      : {};
  const annotations = { ...plan.annotations, ...Object.fromEntries(kept), ...original };
  return {
    ...live,
    metadata: { ...metadata, ...labelsField(plan), annotations },
    spec: restingSpec(plan),
  };
}

function restingSpec(plan: IstioPlan): JsonObject {
  const rules = restingRules(plan).stored;
  return {
    hosts: plan.hosts,
    ...(plan.gateways === undefined ? {} : { gateways: plan.gateways }),
    ...(plan.isTcp ? { tcp: rules } : { http: rules }),
  };
}

function labelsField({ labels }: IstioPlan): { readonly labels?: IstioPlan['labels'] } {
  return Object.keys(labels).length === 0 ? {} : { labels };
}

function weightOf(rule: Json | undefined, host: string): number | undefined {
  const found = listIn(rule, 'route').findLast(
    (one) => textIn(objectIn(one, 'destination'), 'host') === host,
  );
  return found === undefined ? undefined : (numberIn(found, 'weight') ?? 0);
}
