import type { Json, Manifest } from '../manifest/manifest';
import { groupKind } from '../manifest/workload';
import type { Caller } from '../mesh/caller';
import { expandHost, intersectHosts, serviceHost } from '../mesh/host-name';
import { listIn, numberIn, objectIn, textIn, textsIn } from '../mesh/json-field';
import type { MeshSettings } from '../mesh/mesh-settings';
import type { MeshRequest } from '../mesh/request';

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
  readonly constant: readonly Manifest[];
  readonly varying: ReadonlyMap<string, readonly Manifest[]>;
  readonly settings: MeshSettings;
}

/**
 * The cone of influence of a call. It errs on the side of too much: an object that is left out can't matter, and a property
 * test holds that against plain enumeration.
 */
export function coneOf(caller: Caller, request: MeshRequest, stage: Stage): Cone {
  const parts = new Map<string, Part>();
  if (stage.varying.size > 0) {
    const all = [...stage.constant, ...[...stage.varying.values()].flat()];
    const targets = caller.kind === 'outside' ? [] : targetHosts(all, request);
    for (const [key, variants] of stage.varying) {
      const part = partOf(variants, caller, request, targets, all);
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
  all: readonly Manifest[],
): Part | undefined {
  const [first] = variants;
  if (first === undefined) return undefined;
  const kind = groupKind(first);
  if (caller.kind === 'outside') return outsidePart(kind, variants, request);
  switch (kind) {
    case '/Service':
      return servicePart(variants, caller, request, targets, all);
    case 'networking.istio.io/VirtualService':
      return variants.some((variant) => concerns(variant, request.host)) ? ROUTE : undefined;
    case 'networking.istio.io/DestinationRule':
      return rulePart(variants, request, targets);
    case 'networking.istio.io/Gateway':
      return caller.kind === 'gateway' ? ROUTE : undefined;
    case '/Namespace':
      return caller.kind === 'gateway' && hasKind(all, GATEWAY_API) ? ROUTE : undefined;
    default:
      return ROUTE;
  }
}

function outsidePart(
  kind: string,
  variants: readonly Manifest[],
  request: MeshRequest,
): Part | undefined {
  if (kind === 'networking.istio.io/ServiceEntry') return ROUTE;
  if (kind !== '/Service') return undefined;
  const named = variants.some((variant) => hostOf(variant) === request.host || isAlias(variant));
  return named ? ROUTE : undefined;
}

function servicePart(
  variants: readonly Manifest[],
  caller: Caller,
  request: MeshRequest,
  targets: readonly string[] | 'any',
  all: readonly Manifest[],
): Part | undefined {
  const [first] = variants;
  if (first === undefined) return undefined;
  const host = hostOf(first);
  if (host === request.host || variants.some(isAlias)) return ROUTE;
  // the Service of a gateway of the Gateway API says which ports it opens
  if (caller.kind === 'gateway' && hasKind(all, GATEWAY_API)) return ROUTE;
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
  request: MeshRequest,
  targets: readonly string[] | 'any',
): Part | undefined {
  const hosts = variants.map((variant) =>
    expandHost(textIn(objectIn(variant, 'spec'), 'host') ?? '', variant.metadata.namespace ?? ''),
  );
  const concerned =
    targets === 'any' ||
    [request.host, ...targets].some((host) =>
      hosts.some((pattern) => intersectHosts(pattern, host) !== undefined),
    );
  return concerned ? { kind: 'destination', hosts: [...new Set(hosts)] } : undefined;
}

const GATEWAY_API = 'gateway.networking.k8s.io/Gateway';

/** Kinds whose destinations are not worth reading here: with one of these every Service may be one. */
const OTHER_ROUTES: ReadonlySet<string> = new Set([
  'gateway.networking.k8s.io/HTTPRoute',
  'networking.k8s.io/Ingress',
]);

/** The hosts that any route for a request may send it to. */
function targetHosts(all: readonly Manifest[], request: MeshRequest): readonly string[] | 'any' {
  const hosts = new Set<string>([request.host]);
  for (const manifest of all) {
    const kind = groupKind(manifest);
    if (OTHER_ROUTES.has(kind)) return 'any';
    if (kind !== 'networking.istio.io/VirtualService' || !concerns(manifest, request.host))
      continue;
    for (const host of destinationHosts(manifest)) hosts.add(host);
  }
  return [...hosts];
}

const DESTINATIONS = new WeakMap<Manifest, readonly string[]>();

function destinationHosts(manifest: Manifest): readonly string[] {
  const known = DESTINATIONS.get(manifest);
  if (known !== undefined) return known;
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
  const hosts = [...found];
  DESTINATIONS.set(manifest, hosts);
  return hosts;
}

/** Whether a VirtualService may route requests for a host. A delegate has no hosts: any route may lead to it. */
function concerns(manifest: Manifest, host: string): boolean {
  const hosts = textsIn(objectIn(manifest, 'spec'), 'hosts');
  const { namespace = '' } = manifest.metadata;
  return (
    hosts.length === 0 ||
    hosts.some((pattern) => intersectHosts(expandHost(pattern, namespace), host) !== undefined)
  );
}

function hostOf(service: Manifest): string {
  return serviceHost(service.metadata.name, service.metadata.namespace ?? '');
}

/** A name that stands for another: what it stands for is not followed here, so it always matters. */
function isAlias(service: Manifest): boolean {
  return textIn(objectIn(service, 'spec'), 'type') === 'ExternalName';
}

function hasKind(all: readonly Manifest[], kind: string): boolean {
  return all.some((manifest) => groupKind(manifest) === kind);
}
