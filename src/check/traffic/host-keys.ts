import type { Json, Manifest } from '../../manifest/manifest';
import { groupKind } from '../../manifest/workload';
import { expandHost, isWildcard, serviceHost } from '../../mesh/host-name';
import { hasField, labelsIn, listIn, objectIn, textIn, textsIn } from '../../mesh/json-field';
import type { WorkloadIndex } from './workload-index';

/** What an object of routing decides about: hosts, pods, delegates. Objects that share a key decide about the same requests. */
export function hostKeysOf(manifest: Manifest, workloads: WorkloadIndex): readonly string[] {
  const { namespace = '' } = manifest.metadata;
  const hosts = hostsOf(manifest).map((host) => hostKey(expandHost(host, namespace)));
  const kind = groupKind(manifest);
  if (kind === '/Service') {
    const selector = labelsIn(objectIn(manifest, 'spec'), 'selector');
    return [...hosts, ...workloads.selected(namespace, selector).map(({ id }) => `pods ${id}`)];
  }
  if (kind !== 'networking.istio.io/VirtualService') return hosts;
  const delegates = listIn(objectIn(manifest, 'spec'), 'http')
    .filter((rule) => hasField(rule, 'delegate'))
    .map((rule) => delegateOf(rule, namespace));
  return [...hosts, ...[`${namespace}/${manifest.metadata.name}`, ...delegates].map(delegateKey)];
}

/** The key of a host in full. */
export function hostKey(host: string): string {
  return `host ${host}`;
}

/** The full name of the VirtualService that a rule delegates to: `ns/name`. */
export function delegateOf(rule: Json, namespace: string): string {
  const delegate = objectIn(rule, 'delegate');
  return `${textIn(delegate, 'namespace') ?? namespace}/${textIn(delegate, 'name') ?? ''}`;
}

/** The hosts that an object is about, as written; patterns are left out. */
function hostsOf(manifest: Manifest): readonly string[] {
  const spec = objectIn(manifest, 'spec');
  const { name, namespace = '' } = manifest.metadata;
  switch (groupKind(manifest)) {
    case '/Service': {
      const alias = textIn(spec, 'externalName');
      return [serviceHost(name, namespace), ...(alias === undefined ? [] : [alias])];
    }
    case 'networking.istio.io/ServiceEntry':
      return textsIn(spec, 'hosts');
    case 'networking.istio.io/DestinationRule':
      return [textIn(spec, 'host') ?? ''].filter(isName);
    case 'networking.istio.io/VirtualService':
      return textsIn(spec, 'hosts').filter(isName);
    case 'gateway.networking.k8s.io/HTTPRoute':
      return [...parentServices(manifest), ...textsIn(spec, 'hostnames')].filter(isName);
    default:
      return [];
  }
}

function parentServices(route: Manifest): readonly string[] {
  const { namespace = '' } = route.metadata;
  return listIn(objectIn(route, 'spec'), 'parentRefs')
    .filter((ref) => textIn(ref, 'kind') === 'Service')
    .map((ref) => serviceHost(textIn(ref, 'name') ?? '', textIn(ref, 'namespace') ?? namespace));
}

function isName(host: string): boolean {
  return host !== '' && !isWildcard(host);
}

function delegateKey(name: string): string {
  return `delegate ${name}`;
}
