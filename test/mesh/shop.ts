import type { Caller } from '../../src/mesh/caller';
import { meshSettings } from '../../src/mesh/mesh-settings';
import { outcome } from '../../src/mesh/outcome';
import type { Outcome } from '../../src/mesh/outcome-kinds';
import type { MeshRequest } from '../../src/mesh/request';
import { indexWorld } from '../../src/mesh/index-world';
import type { Json, JsonObject, Manifest } from '../../src/manifest/manifest';

/** The host of the Service that most tests call. */
export const WEB = 'web.shop.svc.cluster.local';

/** A caller with a sidecar. */
export function sidecar(namespace = 'shop', labels: Record<string, string> = {}): Caller {
  return { kind: 'sidecar', namespace, labels };
}

/** The usual ingress gateway. */
export const INGRESS_GATEWAY: Caller = {
  kind: 'gateway',
  namespace: 'istio-system',
  labels: { istio: 'ingressgateway' },
};

/** Any object; `at` is `name` in the namespace shop, or `ns/name`. */
export function object(
  apiVersion: string,
  kind: string,
  at: string,
  spec: JsonObject,
  metadata: JsonObject = {},
): Manifest {
  const [first = '', second] = at.split('/');
  const [namespace, name] = second === undefined ? ['shop', first] : [first, second];
  return { apiVersion, kind, metadata: { ...metadata, name, namespace }, spec };
}

/** A Service with one port, named http. */
export function service(at: string, selector: JsonObject, spec: JsonObject = {}): Manifest {
  return object('v1', 'Service', at, { ports: [{ port: 80, name: 'http' }], selector, ...spec });
}

/** A Deployment of `app: web` pods of a version. */
export function deployment(version: string, replicas: number, status?: JsonObject): Manifest {
  const labels = { app: 'web', version };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'app' }] } };
  const made = object('apps/v1', 'Deployment', `web-${version}`, {
    replicas,
    selector: { matchLabels: labels },
    template,
  });
  return status === undefined ? made : { ...made, status };
}

/** A VirtualService on the Service web. */
export function virtualService(at: string, spec: JsonObject, metadata?: JsonObject): Manifest {
  const full = { hosts: [WEB], ...spec };
  return object('networking.istio.io/v1', 'VirtualService', at, full, metadata);
}

/** A rule that splits between the subsets of web by weight. */
export function split(weights: Readonly<Record<string, number>>, more: JsonObject = {}): Json {
  const route = Object.entries(weights).map(([subset, weight]) => ({
    destination: { host: WEB, subset },
    weight,
  }));
  return { route, ...more };
}

/** A DestinationRule on web with a subset of each version. */
export function destinationRule(at = 'web', spec: JsonObject = {}): Manifest {
  const subsets = ['stable', 'canary'].map((name) => ({ name, labels: { version: name } }));
  return object('networking.istio.io/v1', 'DestinationRule', at, { host: WEB, subsets, ...spec });
}

/** An Istio Gateway on port 80 for some hosts, at the usual ingress gateway. */
export function gateway(at: string, hosts: readonly string[], more: JsonObject = {}): Manifest {
  const server = { port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts, ...more };
  return object('networking.istio.io/v1', 'Gateway', at, {
    selector: { istio: 'ingressgateway' },
    servers: [server],
  });
}

/** Service web, three stable pods and one canary. */
export const SHOP: readonly Manifest[] = [
  service('web', { app: 'web' }),
  deployment('stable', 3),
  deployment('canary', 1),
];

/** The outcome of a request, by default GET / to web. */
export function ask(
  objects: readonly Manifest[],
  caller: Caller = sidecar(),
  request: Partial<MeshRequest> = {},
  meshConfig?: Json,
): Outcome {
  const world = indexWorld(objects, meshSettings(meshConfig));
  return outcome(world, caller, { host: WEB, port: 80, ...request });
}

/** Shares of workloads and failures in one object, rounded, as tests compare them. */
export function sharesOf(found: Outcome): Record<string, number> {
  const failures = found.errors.map(({ status, code, share }): [string, number] => [
    status === undefined ? code : `${status} ${code}`,
    share,
  ]);
  return Object.fromEntries(
    [...Object.entries(found.workloads), ...failures].map(([key, share]) => [
      key.replace('shop/web-', ''),
      Number(share.toFixed(6)),
    ]),
  );
}
