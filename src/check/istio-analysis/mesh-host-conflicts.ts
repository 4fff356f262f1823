import type { Manifest } from '../../manifest/manifest';
import { intersectHosts, isWildcard } from '../../mesh/host-name';
import { textsIn } from '../../mesh/json-field';
import type { AnalysisMessage } from './analysis-message';
import { fullName, namespaceOf, specOf, type AnalysisWorld } from './analysis-world';
import { completeHost, scopesOf } from './known-hosts';

interface Claim {
  readonly scope: string;
  readonly host: string;
  readonly claimants: Manifest[];
}

/**
 * IST0109: several VirtualServices of the mesh for one host. A private one also conflicts with an exported one whose host
 * overlaps; two exported ones only with equal hosts. Each object is reported once.
 */
export function analyzeMeshHostConflicts({ ofKind }: AnalysisWorld): AnalysisMessage[] {
  const claims = claimsOf(ofKind('networking.istio.io/VirtualService'));
  const everyones = [...claims.values()].filter(({ scope }) => scope === '*');
  const wildcards = everyones.filter(({ host }) => isWildcard(host));
  const reported = new Map<Manifest, AnalysisMessage>();
  for (const claim of claims.values()) {
    const overlapping =
      claim.scope === '*' ? [] : overlappingClaims(claim, claims, everyones, wildcards);
    const members = [...claim.claimants, ...overlapping];
    if (members.length < 2) continue;
    for (const manifest of members) {
      if (!reported.has(manifest)) reported.set(manifest, conflict(manifest, claim.host, members));
    }
  }
  return [...reported.values()];
}

/** Whether sidecars are bound by a VirtualService. */
export function bindsMesh(virtualService: Manifest): boolean {
  const gateways = textsIn(specOf(virtualService), 'gateways');
  return gateways.length === 0 || gateways.includes('mesh');
}

function claimsOf(virtualServices: readonly Manifest[]): ReadonlyMap<string, Claim> {
  const claims = new Map<string, Claim>();
  for (const manifest of virtualServices.filter(bindsMesh)) {
    const namespace = namespaceOf(manifest);
    for (const scope of scopesOf(textsIn(specOf(manifest), 'exportTo'), namespace)) {
      for (const given of textsIn(specOf(manifest), 'hosts')) {
        const host = completeHost(given, namespace);
        const key = `${scope}/${host}`;
        const claim = claims.get(key) ?? { scope, host, claimants: [] };
        claim.claimants.push(manifest);
        claims.set(key, claim);
      }
    }
  }
  return claims;
}

function overlappingClaims(
  { host }: Claim,
  claims: ReadonlyMap<string, Claim>,
  everyones: readonly Claim[],
  wildcards: readonly Claim[],
): readonly Manifest[] {
  const equal = claims.get(`*/${host}`);
  const candidates = isWildcard(host)
    ? everyones
    : [...(equal === undefined ? [] : [equal]), ...wildcards];
  return candidates
    .filter((claim) => intersectHosts(claim.host, host) !== undefined)
    .flatMap(({ claimants }) => claimants);
}

function conflict(manifest: Manifest, host: string, members: readonly Manifest[]): AnalysisMessage {
  const others = [...new Set(members.filter((one) => one !== manifest).map(fullName))].sort();
  const [other] = members.filter((one) => one !== manifest);
  const message =
    others.length === 0
      ? `claims ${host} twice`
      : `claims ${host} for the mesh, as ${others.join(', ')} does: sidecars follow one of them, and drop the rest`;
  return {
    code: 'IST0109',
    manifest,
    path: 'spec.hosts',
    message,
    given: host,
    ...(other === undefined ? {} : { other }),
  };
}
