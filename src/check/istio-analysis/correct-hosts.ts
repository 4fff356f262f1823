import type { Manifest } from '../../manifest/manifest';
import { textsIn } from '../../mesh/json-field';
import type { AnalysisMessage } from './analysis-message';
import { fullName, namespaceOf, specOf } from './analysis-world';
import type { FilesView } from './files-view';
import { httpDestinations } from './ingress-subsets';
import { completeHost, scopesOf } from './known-hosts';
import { bindsMesh } from './mesh-host-conflicts';
import { gatewayHosts, overlap } from './named-gateways';
import { DROP, KEEP, type Correction } from './refinement';
import { groupBy } from './label-index';

/** IST0109: a narrower host beside a wildcard is no conflict. */
export const CORRECT_MESH_HOSTS: Correction = {
  difference:
    "Istio's analyzer would also report a private VirtualService whose host lies within the wildcard of another one: the proxy takes the more specific host, without doubt.",
  refine: ({ manifest }, { world }) => {
    const claims = claimsOf(world.ofKind('networking.istio.io/VirtualService'));
    return claims.conflicting.has(manifest) ? KEEP : DROP;
  },
};

interface Claims {
  readonly conflicting: ReadonlySet<Manifest>;
}

const CLAIMS = new WeakMap<readonly Manifest[], Claims>();

function claimsOf(virtualServices: readonly Manifest[]): Claims {
  const known = CLAIMS.get(virtualServices);
  if (known !== undefined) return known;
  const claims = virtualServices.filter(bindsMesh).flatMap((manifest) => {
    const scopes = scopesOf(textsIn(specOf(manifest), 'exportTo'), namespaceOf(manifest));
    const hosts = textsIn(specOf(manifest), 'hosts');
    return [...new Set(hosts.map((host) => completeHost(host, namespaceOf(manifest))))].map(
      (host) => ({ manifest, host, scopes }),
    );
  });
  const conflicting = new Set<Manifest>();
  for (const members of groupBy(claims, ({ host }) => host).values()) {
    if (members.length < 2) continue;
    const byScope = groupBy(
      members.flatMap(({ manifest, scopes }) => scopes.map((scope) => ({ manifest, scope }))),
      ({ scope }) => scope,
    );
    const everyones = byScope.get('*') ?? [];
    for (const [scope, own] of byScope) {
      const seen = scope === '*' ? own : [...own, ...everyones];
      if (seen.length > 1) for (const { manifest } of seen) conflicting.add(manifest);
    }
  }
  const found = { conflicting };
  CLAIMS.set(virtualServices, found);
  return found;
}

/** IST0132: said once for a Gateway that does not exist, and for each host that none of the Gateways takes. */
export const CORRECT_GATEWAY_HOSTS: Correction = {
  difference:
    "Istio's analyzer would also report it for a Gateway that does not exist, and would not report a host that no Gateway takes as long as another host of the same VirtualService is taken.",
  refine: ({ other }) => (other === undefined ? DROP : KEEP),
  add: ({ world }) =>
    world.ofKind('networking.istio.io/VirtualService').flatMap((manifest) => {
      const names = textsIn(specOf(manifest), 'gateways');
      const gateways = names.map((name) => findGateway(manifest, name, world));
      if (names.length === 0 || names.includes('mesh') || gateways.includes(undefined)) return [];
      const taken = gateways.flatMap((one) =>
        one === undefined ? [] : gatewayHosts(one, namespaceOf(manifest)),
      );
      const hosts = textsIn(specOf(manifest), 'hosts');
      const isTaken = (host: string): boolean => taken.some((one) => overlap(one, host));
      if (!hosts.some(isTaken)) return [];
      return hosts.flatMap((host, index) =>
        isTaken(host) ? [] : [untaken(manifest, host, index, taken)],
      );
    }),
};

function findGateway(
  manifest: Manifest,
  reference: string,
  world: FilesView['world'],
): Manifest | undefined {
  const [name = '', home = namespaceOf(manifest)] = reference.split('/').reverse();
  return (
    world.find('networking.istio.io/Gateway', home, name) ??
    world.find('gateway.networking.k8s.io/Gateway', home, name)
  );
}

function untaken(
  manifest: Manifest,
  host: string,
  index: number,
  taken: readonly string[],
): AnalysisMessage {
  const message = `none of its Gateways takes ${host}: requests to it get 404`;
  const allowed = [...new Set(taken)].join(', ');
  return { code: 'IST0132', manifest, path: `spec.hosts[${index}]`, message, given: host, allowed };
}

/** IST0140: compared by full host names, and only for VirtualServices of real gateways. */
export const CORRECT_INGRESS_SUBSETS: Correction = {
  difference:
    "Istio's analyzer compares hosts as they are written: it would not report a short name against a full one. It would also report a VirtualService that names no gateway but mesh, and one that divides the host itself.",
  refine: () => DROP,
  add: ({ world }) => {
    const virtualServices = world.ofKind('networking.istio.io/VirtualService');
    const splits = groupBy(virtualServices.filter(bindsMesh).flatMap(splitsOf), ({ host }) => host);
    return virtualServices
      .filter((one) => textsIn(specOf(one), 'gateways').some((name) => name !== 'mesh'))
      .flatMap((manifest) => {
        const own = new Set(splitsOf(manifest).map(({ host }) => host));
        return httpDestinations(manifest).flatMap(({ host, subset, path }) => {
          const full = completeHost(host, namespaceOf(manifest));
          const [other] = splits.get(full) ?? [];
          if (subset !== '' || other === undefined || own.has(full)) return [];
          const message = `sends requests to all of ${host}: the subsets that VirtualService ${fullName(other.manifest)} divides it by do not count for requests through a gateway`;
          return [{ code: 'IST0140', manifest, path, message, given: host, other: other.manifest }];
        });
      });
  },
};

function splitsOf(
  manifest: Manifest,
): readonly { readonly host: string; readonly manifest: Manifest }[] {
  const namespace = namespaceOf(manifest);
  const own = new Set(
    textsIn(specOf(manifest), 'hosts').map((host) => completeHost(host, namespace)),
  );
  const divided = httpDestinations(manifest)
    .filter(({ subset }) => subset !== '')
    .map(({ host }) => completeHost(host, namespace))
    .filter((host) => own.has(host));
  return [...new Set(divided)].map((host) => ({ host, manifest }));
}
