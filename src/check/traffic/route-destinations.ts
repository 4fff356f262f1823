import type { Json, Manifest } from '../../manifest/manifest';
import { groupKind } from '../../manifest/workload';
import { expandHost, serviceHost } from '../../mesh/host-name';
import { hasField, listIn, objectIn, textIn } from '../../mesh/json-field';

/** Hosts that one rule of a route leads to, in full. */
interface RuleDestinations {
  readonly hosts: readonly string[];
  /** Whether the rule divides its requests between several. */
  readonly isSplit: boolean;
}

/** Where the rules of a route lead, mirrors included; nowhere for other objects. */
export function routeDestinations(manifest: Manifest): readonly RuleDestinations[] {
  const spec = objectIn(manifest, 'spec');
  const { namespace = '' } = manifest.metadata;
  switch (groupKind(manifest)) {
    case 'networking.istio.io/VirtualService':
      return ['http', 'tcp', 'tls']
        .flatMap((field) => listIn(spec, field))
        .map((rule) => ruleOf(rule, namespace));
    case 'gateway.networking.k8s.io/HTTPRoute':
      return listIn(spec, 'rules').map((rule) => backendsOf(rule, namespace));
    case 'networking.k8s.io/Ingress':
      return ingressBackends(spec).map((name) => ({
        hosts: [serviceHost(name, namespace)],
        isSplit: false,
      }));
    default:
      return [];
  }
}

function ruleOf(rule: Json, namespace: string): RuleDestinations {
  const route = listIn(rule, 'route');
  const mirror = hasField(rule, 'mirror') ? [textIn(objectIn(rule, 'mirror'), 'host') ?? ''] : [];
  const listed = [...route, ...listIn(rule, 'mirrors')];
  const hosts = listed.map((item) => textIn(objectIn(item, 'destination'), 'host') ?? '');
  return {
    hosts: [...hosts, ...mirror].map((host) => expandHost(host, namespace)),
    isSplit: route.length > 1,
  };
}

function backendsOf(rule: Json, namespace: string): RuleDestinations {
  const backends = listIn(rule, 'backendRefs');
  const hosts = backends.map((ref) =>
    serviceHost(textIn(ref, 'name') ?? '', textIn(ref, 'namespace') ?? namespace),
  );
  return { hosts, isSplit: backends.length > 1 };
}

/** The names of the Services that an Ingress leads to. */
function ingressBackends(spec: Json): readonly string[] {
  const paths = listIn(spec, 'rules').flatMap((rule) => listIn(objectIn(rule, 'http'), 'paths'));
  return [...paths.map((path) => objectIn(path, 'backend')), objectIn(spec, 'defaultBackend')]
    .map((backend) => textIn(objectIn(backend, 'service'), 'name'))
    .filter((name) => name !== undefined);
}
