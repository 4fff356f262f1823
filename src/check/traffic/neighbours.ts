import type { Manifest } from '../../manifest/manifest';
import { covers, expandHost, isWildcard, serviceHost } from '../../mesh/host-name';
import { labelsIn, listIn, objectIn, textIn, textsIn } from '../../mesh/json-field';
import { MESH } from '../../mesh/route-config';
import { gatewayName } from '../../mesh/virtual-service';
import type { CheckState } from '../state';
import { gatewayApiNeighbours } from './gateway-api-neighbours';
import { routeDestinations } from './route-destinations';
import { standInGateway } from './stand-ins';
import { workloadsOf } from './workload-index';

/**
 * What decides about a group of objects without belonging to it: gateways that it names, DestinationRules on patterns, what
 * binds whole namespaces, and the pods that its workloads already have.
 */
export function neighboursOf(
  state: CheckState,
  group: readonly Manifest[],
  makers: readonly Manifest[],
): readonly Manifest[] {
  const index = indexOf(state);
  const gateways = new Set(group.flatMap(gatewaysNamed));
  const led = destinationsBeside(state, group);
  const hosts = [...group, ...led]
    .filter(({ kind }) => kind === 'Service')
    .map(({ metadata: { name, namespace = '' } }) => serviceHost(name, namespace));
  const makersBeside = makersOf(state, led).filter((maker) => !makers.includes(maker));
  const sets = [...makers, ...makersBeside].flatMap((maker) => ownedBy(index, maker));
  const pods = sets.flatMap((set) => ownedBy(index, set));
  return [
    ...led,
    ...makersBeside,
    ...[...gateways]
      .filter((name) => name !== MESH)
      .map((name) => index.gateways.get(name) ?? standInGateway(name)),
    ...index.patterns.filter((rule) => hosts.some((name) => covers(hostOf(rule), name))),
    ...sidecarsFor(state, group),
    ...state.ofKind('networking.istio.io/EnvoyFilter'),
    ...(group.some(({ kind }) => kind === 'Ingress')
      ? state.ofKind('networking.k8s.io/IngressClass')
      : []),
    ...gatewayApiNeighbours(state, group),
    ...sets,
    ...pods,
  ];
}

/** Services, entries and DestinationRules of the hosts that the group's routes lead to, as far as they are not in it. */
function destinationsBeside(state: CheckState, group: readonly Manifest[]): readonly Manifest[] {
  const { byHost } = indexOf(state);
  const own = new Set(group);
  const hosts = new Set(
    group.flatMap((manifest) => routeDestinations(manifest).flatMap((rule) => rule.hosts)),
  );
  const found = [...hosts].flatMap((host) => byHost.get(host) ?? []);
  // a name that stands for another Service leads to that one
  const meant = found.flatMap((manifest) => {
    const alias = textIn(objectIn(manifest, 'spec'), 'externalName');
    return alias === undefined ? [] : (byHost.get(alias) ?? []);
  });
  return [...new Set([...found, ...meant])].filter((manifest) => !own.has(manifest));
}

function makersOf(state: CheckState, manifests: readonly Manifest[]): readonly Manifest[] {
  const found = manifests
    .filter(({ kind }) => kind === 'Service')
    .flatMap((service) =>
      workloadsOf(state).selected(
        service.metadata.namespace ?? '',
        labelsIn(objectIn(service, 'spec'), 'selector'),
      ),
    );
  return [...new Set(found.map(({ manifest }) => manifest))];
}

function ownedBy(index: NeighbourIndex, owner: Manifest): readonly Manifest[] {
  return index.owned.get(`${owner.kind} ${nameOf(owner)}`) ?? [];
}

interface NeighbourIndex {
  readonly gateways: ReadonlyMap<string, Manifest>;
  /** Services, entries and DestinationRules by the hosts that they are about. */
  readonly byHost: ReadonlyMap<string, readonly Manifest[]>;
  /** DestinationRules on patterns. */
  readonly patterns: readonly Manifest[];
  /** ReplicaSets and pods by what made them. */
  readonly owned: ReadonlyMap<string, readonly Manifest[]>;
}

const INDEXES = new WeakMap<CheckState, NeighbourIndex>();

function indexOf(state: CheckState): NeighbourIndex {
  const known = INDEXES.get(state);
  if (known !== undefined) return known;
  const owned = new Map<string, Manifest[]>();
  for (const manifest of [...state.ofKind('apps/ReplicaSet'), ...state.ofKind('/Pod')]) {
    for (const owner of listIn(manifest.metadata, 'ownerReferences')) {
      const { namespace = '' } = manifest.metadata;
      const key = `${textIn(owner, 'kind') ?? ''} ${namespace}/${textIn(owner, 'name') ?? ''}`;
      owned.set(key, [...(owned.get(key) ?? []), manifest]);
    }
  }
  const gateways = state.ofKind('networking.istio.io/Gateway');
  const byHost = new Map<string, Manifest[]>();
  for (const manifest of ON_HOSTS.flatMap((kind) => state.ofKind(kind))) {
    for (const host of hostsOf(manifest)) {
      const members = byHost.get(host);
      if (members === undefined) byHost.set(host, [manifest]);
      else members.push(manifest);
    }
  }
  const index = {
    byHost,
    gateways: new Map(gateways.map((gateway) => [nameOf(gateway), gateway])),
    patterns: state
      .ofKind('networking.istio.io/DestinationRule')
      .filter((rule) => isWildcard(hostOf(rule))),
    owned,
  };
  INDEXES.set(state, index);
  return index;
}

function gatewaysNamed(manifest: Manifest): readonly string[] {
  if (manifest.kind !== 'VirtualService') return [];
  const { namespace = '' } = manifest.metadata;
  const spec = objectIn(manifest, 'spec');
  const inMatches = listIn(spec, 'http')
    .flatMap((rule) => listIn(rule, 'match'))
    .flatMap((match) => textsIn(match, 'gateways'));
  return [...textsIn(spec, 'gateways'), ...inMatches].map((name) => gatewayName(name, namespace));
}

/** With very many Sidecar resources, those of the group's own namespaces stand for all. */
function sidecarsFor(state: CheckState, group: readonly Manifest[]): readonly Manifest[] {
  const all = state.ofKind('networking.istio.io/Sidecar');
  if (all.length < 20) return all;
  const own = new Set(group.map(({ metadata }) => metadata.namespace));
  own.add(state.settings.rootNamespace);
  return all.filter(({ metadata }) => own.has(metadata.namespace));
}

function nameOf({ metadata: { name, namespace = '' } }: Manifest): string {
  return `${namespace}/${name}`;
}

function hostOf(rule: Manifest): string {
  return textIn(objectIn(rule, 'spec'), 'host') ?? '';
}

const ON_HOSTS = [
  '/Service',
  'networking.istio.io/ServiceEntry',
  'networking.istio.io/DestinationRule',
];

function hostsOf(manifest: Manifest): readonly string[] {
  const { name, namespace = '' } = manifest.metadata;
  const spec = objectIn(manifest, 'spec');
  if (manifest.kind === 'Service') return [serviceHost(name, namespace)];
  const written = manifest.kind === 'ServiceEntry' ? textsIn(spec, 'hosts') : [hostOf(manifest)];
  return written.filter((host) => !isWildcard(host)).map((host) => expandHost(host, namespace));
}
