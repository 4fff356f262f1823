import type { Manifest } from '../../manifest/manifest';
import { listIn, numberIn, objectIn, textIn } from '../../mesh/json-field';
import type { CheckState } from '../state';
import { standInApiGateway, standInService } from './stand-ins';

/** What decides about HTTPRoutes besides their Services: the Gateways that they name, those gateways' Services, and who may attach. */
export function gatewayApiNeighbours(
  state: CheckState,
  group: readonly Manifest[],
): readonly Manifest[] {
  const routes = group.filter(({ kind }) => kind === 'HTTPRoute');
  if (routes.length === 0) return [];
  const known = new Map(
    state
      .ofKind('gateway.networking.k8s.io/Gateway')
      .map((gateway) => [nameOf(gateway), gateway] as const),
  );
  const named = new Set(routes.flatMap(gatewaysNamed));
  const gateways = [...named].map((name) => known.get(name) ?? standInApiGateway(name));
  const namespaces = new Set(routes.map(({ metadata }) => metadata.namespace));
  const services = gateways.map((gateway) => gatewayApiService(state, gateway));
  return [
    ...gateways,
    // a Service of the group is there already
    ...services.filter((service) => !group.includes(service)),
    ...state.ofKind('gateway.networking.k8s.io/ReferenceGrant'),
    ...state.ofKind('/Namespace').filter(({ metadata }) => namespaces.has(metadata.name)),
  ];
}

/** The Service of a gateway's pods: the one that it names as address, else `<name>-istio`, in the files or as its controller would make it. */
export function gatewayApiService(state: CheckState, gateway: Manifest): Manifest {
  const { name, namespace = '' } = gateway.metadata;
  const spec = objectIn(gateway, 'spec');
  const address = listIn(spec, 'addresses').find((item) => textIn(item, 'type') === 'Hostname');
  const [service = '', ofNamespace = namespace] = (
    textIn(address, 'value') ?? `${name}-istio`
  ).split('.');
  const found = state
    .ofKind('/Service')
    .find(
      ({ metadata }) => metadata.name === service && (metadata.namespace ?? '') === ofNamespace,
    );
  if (found !== undefined) return found;
  const ports = listIn(spec, 'listeners').map((listener) => numberIn(listener, 'port') ?? 0);
  return standInService(`${ofNamespace}/${service}`, nameOf(gateway), [...new Set(ports)]);
}

function gatewaysNamed(route: Manifest): readonly string[] {
  const { namespace: own = '' } = route.metadata;
  return listIn(objectIn(route, 'spec'), 'parentRefs')
    .filter((parent) => (textIn(parent, 'kind') ?? 'Gateway') === 'Gateway')
    .map((parent) => `${textIn(parent, 'namespace') ?? own}/${textIn(parent, 'name') ?? ''}`);
}

function nameOf({ metadata: { name, namespace = '' } }: Manifest): string {
  return `${namespace}/${name}`;
}
