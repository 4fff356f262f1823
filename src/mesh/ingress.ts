import type { Json, JsonObject, Manifest } from '../manifest/manifest';
import { groupKind } from '../manifest/workload';
import type { GatewayServer } from './gateway-server';
import { serviceHost } from './host-name';
import { ANY_REQUEST } from './http-match';
import { hasField, labelsIn, listIn, numberIn, objectIn, textIn, textsIn } from './json-field';
import type { MeshSettings } from './mesh-settings';
import { placeIn } from './place';
import type { HttpRule, RouteConfig } from './route-config';
import { segmentMatch, type StringMatch } from './string-match';

/** The gateway that stands for all Ingress objects of the mesh. */
const INGRESS = 'ingress/ingress';

/** What the Ingress objects of the mesh's class open and route. Each backend is the whole Service: no weights, no subsets. */
export function readIngresses(
  manifests: readonly Manifest[],
  settings: MeshSettings,
): { readonly servers: readonly GatewayServer[]; readonly routes: readonly RouteConfig[] } {
  const ingresses = manifests.filter((manifest) => isOfMesh(manifest, manifests, settings));
  const byHost = new Map<string, { readonly first: Manifest; readonly rules: HttpRule[] }>();
  for (const ingress of ingresses) {
    for (const { host, rule } of rulesOf(ingress, manifests)) {
      const found = byHost.get(host) ?? { first: ingress, rules: [] };
      found.rules.push(rule);
      byHost.set(host, found);
    }
  }
  const routes = [...byHost].map(([host, { first, rules }]) => ({
    place: placeIn(first, 'spec'),
    namespace: first.metadata.namespace ?? '',
    hosts: [host],
    gateways: new Set([INGRESS]),
    visibility: { everyone: true, namespaces: new Set<string>() },
    dialect: 'ingress' as const,
    http: [...rules].sort((one, other) => lengthOf(other) - lengthOf(one)),
    tcp: [],
    tls: [],
  }));
  return { servers: ingresses.flatMap((ingress) => serversOf(ingress, settings)), routes };
}

function isOfMesh(
  manifest: Manifest,
  manifests: readonly Manifest[],
  settings: MeshSettings,
): boolean {
  if (groupKind(manifest) !== 'networking.k8s.io/Ingress') return false;
  const annotated = labelsIn(manifest.metadata, 'annotations')['kubernetes.io/ingress.class'];
  if (annotated !== undefined) return annotated === settings.ingressClass;
  const name = textIn(objectIn(manifest, 'spec'), 'ingressClassName');
  return manifests.some(
    (other) =>
      groupKind(other) === 'networking.k8s.io/IngressClass' &&
      other.metadata.name === name &&
      textIn(objectIn(other, 'spec'), 'controller') === 'istio.io/ingress-controller',
  );
}

function serversOf(ingress: Manifest, settings: MeshSettings): readonly GatewayServer[] {
  const shared = {
    gateway: INGRESS,
    place: placeIn(ingress, 'spec'),
    httpsRedirect: false,
    binding: { kind: 'labels' as const, labels: { istio: settings.ingressSelector } },
  };
  const inClear = { ...shared, port: 80, mode: 'http' as const, hosts: ANY_HOST };
  const inTls = listIn(objectIn(ingress, 'spec'), 'tls').map((tls) => {
    const hosts = textsIn(tls, 'hosts').map((host) => ({ namespace: '*', host }));
    return {
      ...shared,
      port: 443,
      mode: 'https' as const,
      hosts: hosts.length > 0 ? hosts : ANY_HOST,
    };
  });
  return [inClear, ...inTls];
}

const ANY_HOST = [{ namespace: '*', host: '*' }];

function rulesOf(
  ingress: Manifest,
  manifests: readonly Manifest[],
): readonly { readonly host: string; readonly rule: HttpRule }[] {
  const spec = objectIn(ingress, 'spec');
  const found = listIn(spec, 'rules').flatMap((item, index) =>
    listIn(objectIn(item, 'http'), 'paths').map((path, at) => ({
      host: textIn(item, 'host') ?? '*',
      rule: ruleOf(ingress, path, `spec.rules[${index}].http.paths[${at}]`, manifests),
    })),
  );
  if (!hasField(spec, 'defaultBackend')) return found;
  const backend: JsonObject = { backend: objectIn(spec, 'defaultBackend'), path: '/' };
  return [
    ...found,
    { host: '*', rule: ruleOf(ingress, backend, 'spec.defaultBackend', manifests) },
  ];
}

function ruleOf(
  ingress: Manifest,
  item: Json,
  path: string,
  manifests: readonly Manifest[],
): HttpRule {
  const { namespace = '' } = ingress.metadata;
  const service = objectIn(objectIn(item, 'backend'), 'service');
  const name = textIn(service, 'name') ?? '';
  const port = portOf(service, namespace, manifests);
  const place = placeIn(ingress, path);
  const target = { host: serviceHost(name, namespace), subset: '', weight: 100, place };
  return {
    place,
    matches: [{ ...ANY_REQUEST, uri: pathMatch(textIn(item, 'pathType'), textIn(item, 'path')) }],
    action: { kind: 'split', targets: [{ ...target, ...(port === undefined ? {} : { port }) }] },
    mirrors: [],
  };
}

function portOf(
  service: Json,
  namespace: string,
  manifests: readonly Manifest[],
): number | undefined {
  const port = objectIn(service, 'port');
  const name = textIn(port, 'name');
  if (name === undefined) return numberIn(port, 'number');
  const found = manifests.find(
    (manifest) =>
      groupKind(manifest) === '/Service' &&
      manifest.metadata.name === textIn(service, 'name') &&
      (manifest.metadata.namespace ?? '') === namespace,
  );
  const named = listIn(objectIn(found, 'spec'), 'ports').find(
    (item) => textIn(item, 'name') === name,
  );
  return numberIn(named, 'port');
}

function pathMatch(type = 'ImplementationSpecific', path = '/'): StringMatch {
  if (type === 'Prefix') return segmentMatch(path);
  if (type === 'Exact') return { kind: 'exact', value: path };
  if (path.endsWith('*')) return { kind: 'prefix', value: path.replace(/(\.|\/)?\*$/u, '') || '/' };
  return { kind: 'exact', value: path };
}

/** Longer paths first; of the same length an exact one. */
function lengthOf(rule: HttpRule): number {
  const uri = rule.matches[0]?.uri;
  if (uri === undefined || uri.kind === 'present') return 0;
  return uri.value.length * 2 + (uri.kind === 'exact' ? 1 : 0);
}
