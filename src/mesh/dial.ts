import type { Caller } from './caller';
import { nodeOf } from './caller';
import { endpointsOf, outsidePod } from './endpoints';
import { CLUSTER_DOMAIN } from './host-name';
import type { Pod } from './pods';
import type { RegistryService } from './registry';
import type { World } from './world';

/** What a caller connects to, once its name is resolved. */
export type Dialled =
  | { readonly kind: 'service'; readonly service: RegistryService; readonly address: string }
  | { readonly kind: 'pods'; readonly service?: RegistryService; readonly pods: readonly Pod[] }
  | { readonly kind: 'outside'; readonly address: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** The address that stands for every name that the cluster does not know: of the documentation block of RFC 5737. */
const SOMEWHERE_ELSE = '203.0.113.10';

/** Resolves a host as Kubernetes DNS does for a pod of a namespace. Who sees a Service does not matter to DNS. */
export function dial(world: World, caller: Caller, host: string): Dialled {
  if (/^\d+\.\d+\.\d+\.\d+$/u.test(host)) return dialAddress(world, host);
  const service = resolveName(world, caller, host);
  if (service !== undefined) return dialService(world, caller, service);
  for (const name of completions(host.toLowerCase(), caller.namespace ?? '')) {
    const above = world.servicesByHost.get(name.slice(name.indexOf('.') + 1));
    if (above?.kind === 'headless') {
      return { kind: 'unknown', reason: `names of single pods of ${above.host} are not modelled` };
    }
  }
  return { kind: 'outside', address: SOMEWHERE_ELSE };
}

/** The Service that a name means to a pod of the caller's namespace, ExternalName Services included. */
export function resolveName(
  world: World,
  caller: Caller,
  host: string,
): RegistryService | undefined {
  for (const name of completions(host.toLowerCase(), caller.namespace ?? '')) {
    const service = world.servicesByHost.get(name);
    if (service !== undefined) return service;
  }
  return undefined;
}

/** Who answers at an address on a port when no proxy routes: nobody means that the connection fails. */
export function answerersOf(
  world: World,
  caller: Caller,
  dialled: Exclude<Dialled, { readonly kind: 'unknown' }>,
  port: number,
): readonly Pod[] {
  if (dialled.kind === 'outside') return [outsidePod(dialled.address)];
  if (dialled.kind === 'pods') return dialled.pods;
  if (dialled.service.kind === 'entry') return [outsidePod(dialled.address)];
  const found = dialled.service.ports.find(({ number }) => number === port);
  return found === undefined ? [] : endpointsOf(world, dialled.service, found, nodeOf(caller));
}

function completions(host: string, namespace: string): readonly string[] {
  if (host.split('.').length > 3) return [host];
  const searched = [`${namespace}.svc.${CLUSTER_DOMAIN}`, `svc.${CLUSTER_DOMAIN}`, CLUSTER_DOMAIN];
  return [...searched.map((domain) => `${host}.${domain}`), host];
}

function dialService(world: World, caller: Caller, service: RegistryService): Dialled {
  if (service.alias !== undefined) {
    const target = world.servicesByHost.get(service.alias);
    // A name that stands for another that stands for a third is followed no further, as in Istio.
    if (target === undefined || target.alias !== undefined) {
      return { kind: 'outside', address: SOMEWHERE_ELSE };
    }
    return dialService(world, caller, target);
  }
  if (service.kind !== 'headless') {
    const { address } = service;
    if (address === undefined) return { kind: 'outside', address: SOMEWHERE_ELSE };
    return { kind: 'service', service, address };
  }
  const anyPort = { number: 0, name: '', protocol: 'tcp' } as const;
  const pods = endpointsOf(world, service, anyPort, nodeOf(caller));
  if (pods.length === 0) {
    return { kind: 'unknown', reason: `${service.host} is headless and has no ready pod` };
  }
  return { kind: 'pods', service, pods };
}

function dialAddress(world: World, address: string): Dialled {
  const service = world.services.find((candidate) => candidate.address === address);
  if (service !== undefined) return { kind: 'service', service, address };
  const pod = world.pods.find((candidate) => candidate.address === address);
  if (pod !== undefined) return { kind: 'pods', pods: [pod] };
  return { kind: 'outside', address };
}
