import type { Json, JsonObject, Manifest } from '../manifest/manifest';
import { groupKind } from '../manifest/workload';
import type { Caller } from '../mesh/caller';
import { expandHost, intersectHosts, serviceHost } from '../mesh/host-name';
import { listIn, numberIn, objectIn, textIn, textsIn } from '../mesh/json-field';
import type { MeshRequest } from '../mesh/request';
import { askedNames, collectAliases, type Aliases } from './asked-names';

/** The varying objects that the outcome of a call may depend on; all others may be in any state. */
export interface Cone {
  /** What each object decides: which rule takes the request, or only what becomes of destinations with these hosts. */
  readonly parts: ReadonlyMap<string, Part>;
  readonly keys: readonly string[];
  /** The keys as one text: calls with equal cones share worlds. */
  readonly text: string;
}

/** What an object of a cone decides. */
export type Part =
  | { readonly kind: 'route' }
  /** Destinations with one of these hosts, of which wildcards are possible. */
  | { readonly kind: 'destination'; readonly hosts: readonly string[] };

/** The routing objects of all states of a proof. */
export interface Stage {
  readonly varying: ReadonlyMap<string, readonly Manifest[]>;
  /** VirtualServices of any state, with the hosts that they are for and send requests to. */
  readonly routes: readonly Routes[];
  /** Whether there are routes of other kinds: every Service may then be a destination. */
  readonly others: boolean;
  /** Hosts that ExternalName Services stand for, by their own. */
  readonly aliases: Aliases;
  /** All hosts that any of these stands for. */
  readonly aliased: ReadonlySet<string>;
  /** Whether there are gateways of the Gateway API. */
  readonly gatewayApi: boolean;
}

interface Routes {
  readonly hosts: readonly string[];
  readonly targets: readonly string[];
}

/** Read the routing objects of a proof once, for all its cones. */
export function stageOf(
  constant: readonly Manifest[],
  varying: ReadonlyMap<string, readonly Manifest[]>,
): Stage {
  const all = [...constant, ...[...varying.values()].flat()];
  const kinds = new Set(all.map(groupKind));
  const aliases = collectAliases(
    all
      .filter(isAlias)
      .map((manifest) => [hostOf(manifest), textIn(specOf(manifest), 'externalName') ?? '']),
  );
  return {
    varying,
    routes: all
      .filter((manifest) => groupKind(manifest) === 'networking.istio.io/VirtualService')
      .map((manifest) => ({ hosts: routeHosts(manifest), targets: destinationHosts(manifest) })),
    others: [...OTHER_ROUTES].some((kind) => kinds.has(kind)),
    aliases,
    aliased: new Set([...aliases.values()].flat()),
    gatewayApi: kinds.has('gateway.networking.k8s.io/Gateway'),
  };
}

/**
 * The cone of influence of a call. It errs on the side of too much: an object that is left out can't matter, and a property
 * test holds that against plain enumeration.
 */
export function coneOf(caller: Caller, request: MeshRequest, stage: Stage): Cone {
  const parts = new Map<string, Part>();
  if (stage.varying.size > 0) {
    const targets = caller.kind === 'outside' ? [] : targetHosts(stage, request);
    for (const [key, variants] of stage.varying) {
      const part = partOf(variants, caller, request, targets, stage);
      if (part !== undefined) parts.set(key, part);
    }
  }
  const keys = [...parts.keys()];
  return { parts, keys, text: keys.join('\n') };
}

const ROUTE: Part = { kind: 'route' };

function partOf(
  variants: readonly Manifest[],
  caller: Caller,
  request: MeshRequest,
  targets: readonly string[] | 'any',
  stage: Stage,
): Part | undefined {
  const [first] = variants;
  if (first === undefined) return undefined;
  const kind = groupKind(first);
  if (caller.kind === 'outside') return outsidePart(kind, variants, request, stage);
  switch (kind) {
    case '/Service':
      return servicePart(variants, caller, request, targets, stage);
    case 'networking.istio.io/VirtualService':
      return variants.some((variant) => meansHost(routeHosts(variant), request.host, stage))
        ? ROUTE
        : undefined;
    case 'networking.istio.io/DestinationRule':
      return rulePart(variants, targets);
    case 'networking.istio.io/Gateway':
      return caller.kind === 'gateway' ? ROUTE : undefined;
    case '/Namespace':
      return caller.kind === 'gateway' && stage.gatewayApi ? ROUTE : undefined;
    default:
      return ROUTE;
  }
}

function outsidePart(
  kind: string,
  variants: readonly Manifest[],
  request: MeshRequest,
  { aliased }: Stage,
): Part | undefined {
  if (kind === 'networking.istio.io/ServiceEntry') return ROUTE;
  if (kind !== '/Service') return undefined;
  const named = variants.some(
    (variant) =>
      hostOf(variant) === request.host || isAlias(variant) || aliased.has(hostOf(variant)),
  );
  return named ? ROUTE : undefined;
}

function servicePart(
  variants: readonly Manifest[],
  caller: Caller,
  request: MeshRequest,
  targets: readonly string[] | 'any',
  stage: Stage,
): Part | undefined {
  const [first] = variants;
  if (first === undefined) return undefined;
  const host = hostOf(first);
  if (askedNames(request.host, stage.aliases).includes(host) || variants.some(isAlias))
    return ROUTE;
  if (stage.aliased.has(host)) return ROUTE;
  // the Service of a gateway of the Gateway API says which ports it opens
  if (caller.kind === 'gateway' && stage.gatewayApi) return ROUTE;
  if (caller.kind === 'sidecar' && sharesListener(variants, request)) return ROUTE;
  if (targets === 'any' || targets.includes(host)) return { kind: 'destination', hosts: [host] };
  return undefined;
}

/** Whether a Service decides what listens on the port: all Services with HTTP on a port share a listener. */
function sharesListener(variants: readonly Manifest[], { port }: MeshRequest): boolean {
  return variants.some((variant) =>
    listIn(objectIn(variant, 'spec'), 'ports').some((item) => numberIn(item, 'port') === port),
  );
}

function rulePart(
  variants: readonly Manifest[],
  targets: readonly string[] | 'any',
): Part | undefined {
  const hosts = variants.map((variant) =>
    expandHost(textIn(objectIn(variant, 'spec'), 'host') ?? '', variant.metadata.namespace ?? ''),
  );
  const concerned =
    targets === 'any' ||
    targets.some((host) => hosts.some((pattern) => intersectHosts(pattern, host) !== undefined));
  return concerned ? { kind: 'destination', hosts: [...new Set(hosts)] } : undefined;
}

/** Kinds whose destinations are not worth reading here: with one of these every Service may be one. */
const OTHER_ROUTES: ReadonlySet<string> = new Set([
  'gateway.networking.k8s.io/HTTPRoute',
  'networking.k8s.io/Ingress',
]);

/** The hosts that any route for a request may send it to. */
function targetHosts(stage: Stage, { host }: MeshRequest): readonly string[] | 'any' {
  if (stage.others) return 'any';
  const found = new Set([...askedNames(host, stage.aliases), ...stage.aliased]);
  for (const { hosts, targets } of stage.routes) {
    if (meansHost(hosts, host, stage)) for (const target of targets) found.add(target);
  }
  return [...found];
}

function destinationHosts(manifest: Manifest): readonly string[] {
  const spec = objectIn(manifest, 'spec');
  const found = new Set<string>();
  const add = (destination: Json | undefined): void => {
    const host = textIn(destination, 'host');
    if (host !== undefined) found.add(expandHost(host, manifest.metadata.namespace ?? ''));
  };
  for (const field of ['http', 'tcp', 'tls']) {
    for (const rule of listIn(spec, field)) {
      for (const route of listIn(rule, 'route')) add(objectIn(route, 'destination'));
      for (const mirror of listIn(rule, 'mirrors')) add(objectIn(mirror, 'destination'));
      add(objectIn(rule, 'mirror'));
    }
  }
  return [...found];
}

/** Whether routes with these hosts may be for a host. A delegate has none: any route may lead to it. */
function meansHost(hosts: readonly string[], host: string, { aliases }: Stage): boolean {
  if (hosts.length === 0) return true;
  const names = askedNames(host, aliases);
  return hosts.some((pattern) => names.some((name) => intersectHosts(pattern, name) !== undefined));
}

function routeHosts(manifest: Manifest): readonly string[] {
  const { namespace = '' } = manifest.metadata;
  return textsIn(objectIn(manifest, 'spec'), 'hosts').map((host) => expandHost(host, namespace));
}

function hostOf(service: Manifest): string {
  return serviceHost(service.metadata.name, service.metadata.namespace ?? '');
}

/** A name that stands for another: which requests use it is not followed here, so it always matters. */
function isAlias(manifest: Manifest): boolean {
  return groupKind(manifest) === '/Service' && textIn(specOf(manifest), 'type') === 'ExternalName';
}

function specOf(manifest: Manifest): JsonObject {
  return objectIn(manifest, 'spec');
}
