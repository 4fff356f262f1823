import { equalJson, isList } from '../manifest/equal';
import type { Json, JsonObject, Manifest } from '../manifest/manifest';
import { asObject, hasField, labelsIn, listIn, numberIn, objectIn } from '../mesh/json-field';
import type { CanarySettings } from './canary-settings';
import { FLUX_ANNOTATIONS } from './flux-annotations';
import { decodeGo, listOf, storeGo, struct } from './go-shape';
import { ANALYSIS_MATCH, MATCH, ROUTE_SETTINGS, TRAFFIC_POLICY } from './istio-shapes';
import { ownedBy } from './owner-reference';

/** What the controller wants of Istio for one Canary, worked out once. */
export interface IstioPlan {
  readonly settings: CanarySettings;
  readonly hosts: readonly string[];
  /** Absent for a delegate. */
  readonly gateways: readonly string[] | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** `destination` of the two. */
  readonly primary: JsonObject;
  readonly canary: JsonObject;
  readonly primaryRule: Manifest;
  readonly canaryRule: Manifest;
  /** Whether the routes are TCP routes: no mirror, no A/B test, no affinity. */
  readonly isTcp: boolean;
  /** What all rules have in common, as the controller holds it: explicitly empty lists and maps are there. */
  readonly wanted: JsonObject;
  /** The same after a round trip through the API. */
  readonly stored: JsonObject;
  /** `match` of the A/B rule; absent where there is no test. */
  readonly test: { readonly wanted: Json; readonly stored: Json | undefined } | undefined;
  readonly serviceMatch: readonly Json[];
  /** Whether what is written can never differ from what is wanted: nothing is explicitly empty. */
  readonly isStable: boolean;
}

/** The plan of a Canary whose selector label is known. */
export function istioPlan(settings: CanarySettings, label: string): IstioPlan {
  const known = PLANS.get(settings);
  if (known?.label === label) return known.plan;
  const plan = makePlan(settings, label);
  PLANS.set(settings, { label, plan });
  return plan;
}

/** The primary's destination with its weight, as every rule lists it. */
export function primaryDestination({ primary }: IstioPlan, weight: number): JsonObject {
  return { destination: primary, weight };
}

/** The canary's destination with its weight. */
export function canaryDestination({ canary }: IstioPlan, weight: number): JsonObject {
  return { destination: canary, weight };
}

/**
 * The conditions of an A/B or sticky rule: each of its own with each of the service's. Headers and
 * source labels replace those of the service; query parameters get lost.
 */
export function mergeMatches(own: readonly Json[], service: readonly Json[]): readonly Json[] {
  if (service.length === 0) return own;
  return own.flatMap((one) =>
    service.map((base) => ({
      ...asObject(base),
      ...(hasField(one, 'headers') ? { headers: objectIn(one, 'headers') } : {}),
      ...(hasField(one, 'sourceLabels') ? { sourceLabels: objectIn(one, 'sourceLabels') } : {}),
    })),
  );
}

const PLANS = new WeakMap<CanarySettings, { readonly label: string; readonly plan: IstioPlan }>();

function makePlan(settings: CanarySettings, label: string): IstioPlan {
  const { service, names, analysis } = settings;
  const isTcp = service.appProtocol.toLowerCase() === 'tcp';
  const wanted = asObject(decodeGo(struct(ROUTE_SETTINGS), service.written));
  const serviceMatch = listIn(wanted, 'match');
  const own = decodeGo(listOf(ANALYSIS_MATCH), analysis.match);
  const isTest = !isTcp && isList(own) && own.length > 0;
  const merged = isTest ? mergeMatches(own, serviceMatch) : [];
  const listed = service.hosts.some((host) => host === names.apex || host === '*');
  const stored = asObject(storeGo(struct(ROUTE_SETTINGS), wanted));
  const test = isTest ? { wanted: merged, stored: storeGo(listOf(MATCH), merged) } : undefined;
  return {
    settings,
    hosts: service.delegation ? [] : listed ? service.hosts : [...service.hosts, names.apex],
    gateways: service.delegation ? undefined : orMesh(service.gateways),
    ...apexMetadata(settings, label),
    primary: destination(settings, names.primaryService),
    canary: destination(settings, names.canaryService),
    primaryRule: destinationRule(settings, names.primaryService),
    canaryRule: destinationRule(settings, names.canaryService),
    isTcp,
    wanted: isTcp ? l4Match(serviceMatch) : wanted,
    stored: isTcp ? l4Match(serviceMatch) : stored,
    test,
    serviceMatch,
    isStable: equalJson(stored, wanted) && equalJson(test?.stored, test?.wanted),
  };
}

/**
 * Labels and annotations of the route. Once `service.apex` is set, the apex Service's own label
 * leaks in, because the controller changes the map in place.
 */
export function apexMetadata(
  { service, names }: CanarySettings,
  label: string,
): {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
} {
  const apex = service.written['apex'];
  if (apex === undefined || apex === null) return { labels: {}, annotations: FLUX_ANNOTATIONS };
  return {
    labels: { ...labelsIn(apex, 'labels'), [label]: names.apex },
    annotations: { ...labelsIn(apex, 'annotations'), ...FLUX_ANNOTATIONS },
  };
}

function destination({ service }: CanarySettings, host: string): JsonObject {
  const { gateways, portDiscovery, delegation, port } = service;
  const isForGateway = gateways.length > 0 && gateways[0] !== 'mesh';
  const hasPort = portDiscovery && (isForGateway || delegation);
  return hasPort ? { host, port: { number: port } } : { host };
}

function orMesh(gateways: readonly string[]): readonly string[] {
  return gateways.length === 0 ? ['mesh'] : gateways;
}

function l4Match(serviceMatch: readonly Json[]): JsonObject {
  if (serviceMatch.length === 0) return {};
  const match = serviceMatch.map((one) => {
    const port = numberIn(one, 'port') ?? 0;
    return port === 0 ? {} : { port };
  });
  return { match };
}

function destinationRule(settings: CanarySettings, host: string): Manifest {
  const policy = storeGo(
    TRAFFIC_POLICY,
    decodeGo(TRAFFIC_POLICY, settings.service.written['trafficPolicy']),
  );
  return {
    apiVersion: 'networking.istio.io/v1beta1',
    kind: 'DestinationRule',
    metadata: { name: host, namespace: settings.namespace, ownerReferences: ownedBy(settings) },
    spec: { host, ...(policy === undefined ? {} : { trafficPolicy: policy }) },
  };
}
