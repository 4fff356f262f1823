import type { Json, JsonObject } from '../manifest/manifest';
import { asObject, listIn } from '../mesh/json-field';
import type { CanarySettings } from './canary-settings';
import { routeFilters, routeTimeouts, type GatewayVersion } from './gateway-filters';
import { mapMatches, mergeRouteMatches } from './gateway-matches';
import { apexMetadata } from './istio-plan';
import type { Weights } from './weights';

/** What the controller wants of an HTTPRoute for one Canary, worked out once. */
export interface GatewayPlan {
  readonly settings: CanarySettings;
  readonly version: GatewayVersion;
  readonly parentRefs: readonly Json[];
  /** Conditions of the service as they were mapped; empty where there are none. */
  readonly serviceMatches: readonly JsonObject[];
  /** The same, or every path. */
  readonly matches: readonly JsonObject[];
  /** Conditions of the A/B rule; undefined where there is no test. */
  readonly testMatches: readonly JsonObject[] | undefined;
  readonly filters: readonly JsonObject[];
  readonly timeouts: JsonObject;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** The plan, or Flagger's words on why there is none. */
export type GatewayPlanning =
  | { readonly kind: 'plan'; readonly plan: GatewayPlan }
  | { readonly kind: 'refused'; readonly error: string };

/** The plan of a Canary whose selector label is known. */
export function gatewayPlan(
  settings: CanarySettings,
  label: string,
  version: GatewayVersion,
): GatewayPlanning {
  const known = PLANNED.get(settings);
  if (known?.label === label) return known.planning;
  const planning = makePlan(settings, label, version);
  PLANNED.set(settings, { label, planning });
  return planning;
}

/** A rule of the route. */
export function routeRule(
  plan: GatewayPlan,
  matches: readonly JsonObject[],
  backendRefs: readonly JsonObject[],
  more: readonly JsonObject[] = [],
): JsonObject {
  const filters = [...plan.filters, ...more];
  return {
    matches,
    ...(filters.length === 0 ? {} : { filters }),
    backendRefs,
    ...plan.timeouts,
  };
}

/** Both backends with their weights. */
export function bothBackends(
  plan: GatewayPlan,
  { primary, canary }: Weights,
): readonly JsonObject[] {
  const { names } = plan.settings;
  return [backend(plan, names.primaryService, primary), backend(plan, names.canaryService, canary)];
}

/** One backend with its weight. */
export function backend(plan: GatewayPlan, name: string, weight: number): JsonObject {
  return { ...backendService(plan, name), weight };
}

/** A reference to a Service of the Canary. */
export function backendService({ settings }: GatewayPlan, name: string): JsonObject {
  return { group: '', kind: 'Service', name, port: settings.service.port };
}

/**
 * A rule as the API server stores it: a condition without a path gets every path, a backend is a
 * Service of weight 1, CORS has an age.
 */
export function storedRule(rule: Json): JsonObject {
  const written = listIn(rule, 'matches');
  const matches = (written.length === 0 ? [EVERY_PATH] : written).map((match) => ({
    ...EVERY_PATH,
    ...asObject(match),
  }));
  const backendRefs = listIn(rule, 'backendRefs').map((one) => ({
    group: '',
    kind: 'Service',
    weight: 1,
    ...asObject(one),
  }));
  const filters = listIn(rule, 'filters').map((filter) => {
    const policy = asObject(filter)['cors'];
    if (policy === undefined) return asObject(filter);
    return { ...asObject(filter), cors: { maxAge: DEFAULT_CORS_AGE, ...asObject(policy) } };
  });
  return { ...asObject(rule), matches, backendRefs, ...(filters.length === 0 ? {} : { filters }) };
}

/** Seconds; from the CRD of HTTPRoutes. */
const DEFAULT_CORS_AGE = 5;

const PLANNED = new WeakMap<
  CanarySettings,
  { readonly label: string; readonly planning: GatewayPlanning }
>();

function makePlan(
  settings: CanarySettings,
  label: string,
  version: GatewayVersion,
): GatewayPlanning {
  const { written } = settings.service;
  const references = listIn(written, 'gatewayRefs');
  if (references.length === 0) {
    const error = 'GatewayRefs must be specified when using Gateway API as a provider.';
    return { kind: 'refused', error };
  }
  const mapping = mapMatches(listIn(written, 'match'));
  if (mapping.kind === 'refused') {
    return { kind: 'refused', error: `Invalid request matching selectors: ${mapping.error}` };
  }
  const matches = mapping.matches.length === 0 ? [EVERY_PATH] : mapping.matches;
  const plan: GatewayPlan = {
    settings,
    version,
    parentRefs: references.map((reference) => ({
      group: 'gateway.networking.k8s.io',
      kind: 'Gateway',
      ...asObject(reference),
    })),
    serviceMatches: mapping.matches,
    matches,
    testMatches: testMatches(settings, matches),
    filters: routeFilters(written, version),
    timeouts: routeTimeouts(written, version),
    ...apexMetadata(settings, label),
  };
  return { kind: 'plan', plan };
}

const EVERY_PATH: JsonObject = { path: { type: 'PathPrefix', value: '/' } };

/** A condition that Gateway API cannot say is swallowed here: the rule then takes all traffic. */
function testMatches(
  { analysis }: CanarySettings,
  matches: readonly JsonObject[],
): readonly JsonObject[] | undefined {
  if (analysis.match.length === 0) return undefined;
  const own = mapMatches(analysis.match);
  return mergeRouteMatches(own.kind === 'matches' ? own.matches : [], matches);
}
