import { tellCaller, type SidecarCaller } from './caller';
import { connectionOutcome } from './connection-outcome';
import { answerersOf, dial, resolveName, type Dialled } from './dial';
import { covers } from './host-name';
import { lookUpHost } from './host-table';
import { httpOutcome } from './http-outcome';
import { lost, passThrough, unknown } from './lost';
import type { Outcome } from './outcome-kinds';
import { placeIn } from './place';
import type { Pod } from './pods';
import type { RegistryService } from './registry';
import { hostHeader, type MeshRequest } from './request';
import { MESH } from './route-config';
import { findListener, type Listener } from './listener';
import { sidecarHosts } from './sidecar-hosts';
import type { View } from './view';
import { viewOf } from './view-of';
import type { World } from './world';

/** Where a request of a workload with a sidecar ends. */
export function sidecarOutcome(world: World, caller: SidecarCaller, request: MeshRequest): Outcome {
  const start = `${tellCaller(caller)} calls ${request.host}:${request.port}`;
  const view = viewOf(world, caller);
  if (view.unmodelled !== undefined) return unknown(view.unmodelled, [start]);
  const dialled = dial(world, caller, request.host);
  if (dialled.kind === 'unknown') return unknown(dialled.reason, [start]);
  const alias = findRoutedAlias(world, view, caller, request.host);
  if (alias !== undefined) return unknown(`routes for ${alias}, an ExternalName Service`, [start]);
  const derivation = [`${start}, which is ${tellDialled(dialled)}`];
  const behind = (): readonly Pod[] => answerersOf(world, caller, dialled, request.port);
  const call = { world, view, request, derivation, dialled: behind };
  const listener = findListener(view, dialled, request);
  return answer(call, listener);
}

/** An ExternalName Service that is called and has routes of its own: not observed, so not modelled. */
function findRoutedAlias(
  world: World,
  view: View,
  caller: SidecarCaller,
  host: string,
): string | undefined {
  const called = resolveName(world, caller, host);
  if (called?.kind !== 'external-name') return undefined;
  const routed = view.routes.some(
    ({ gateways, hosts }) =>
      gateways.has(MESH) && hosts.some((pattern) => covers(pattern, called.host)),
  );
  return routed ? called.host : undefined;
}

interface Call {
  readonly world: World;
  readonly view: View;
  readonly request: MeshRequest;
  readonly derivation: readonly string[];
  readonly dialled: () => readonly Pod[];
}

function answer(call: Call, listener: Listener): Outcome {
  const { view, request, derivation } = call;
  const { port, protocol = 'http' } = request;
  if (listener.kind === 'unknown') return unknown(listener.reason, derivation);
  if (listener.kind === 'none') {
    return leave(call, 'tcp', `no listener claims port ${port} at that address`);
  }
  if (listener.kind === 'http') {
    if (protocol !== 'http') return leave(call, 'tcp', `the port is for HTTP, and this is none`);
    const host = lookUpHost(sidecarHosts(view, port), hostHeader(request));
    if (host !== undefined) return httpOutcome({ ...call, host, port });
    return leave(
      call,
      'route',
      `no virtual host of port ${port} has the name ${hostHeader(request)}`,
    );
  }
  const { service } = listener;
  if (listener.kind === 'sniffed' && protocol === 'http') {
    // A listener of one address has one virtual host, which takes every Host header.
    const host = lookUpHost(sidecarHosts(view, port), service.host);
    if (host !== undefined) return httpOutcome({ ...call, host, port });
  }
  return connect(call, service, listener.kind);
}

function connect(call: Call, service: RegistryService, kind: 'sniffed' | 'tcp' | 'tls'): Outcome {
  const { view, request, derivation } = call;
  const configs = view.routes.filter(
    ({ gateways, hosts }) =>
      gateways.has(MESH) && hosts.some((pattern) => covers(pattern, service.host)),
  );
  const named = kind === 'tls' && request.protocol === 'tls' ? { sni: request.host } : {};
  const said = `the port of ${service.host} is ${kind === 'sniffed' ? 'sniffed' : `for ${kind}`}`;
  const connection = { ...call, source: view.source, port: request.port, ...named, configs };
  return connectionOutcome(
    { ...connection, derivation: [...derivation, said] },
    service.host,
    placeIn(service.origin, ''),
  );
}

/** What happens to a call that nothing claims: by default it leaves untouched. */
function leave(call: Call, protocol: 'route' | 'tcp', reason: string): Outcome {
  const { view, derivation, dialled } = call;
  const told = [...derivation, reason];
  if (view.outboundTraffic === 'ALLOW_ANY') return passThrough(dialled(), protocol, told);
  const closed = [...told, 'the mesh allows calls to registered names only'];
  if (protocol === 'tcp') return lost('blackhole', closed);
  return {
    kind: 'direct-response',
    status: 502,
    route: undefined,
    workloads: {},
    errors: [],
    derivation: closed,
  };
}

function tellDialled(dialled: Exclude<Dialled, { readonly kind: 'unknown' }>): string {
  if (dialled.kind === 'service') return `the address of ${dialled.service.host}`;
  if (dialled.kind === 'outside') return `${dialled.address}, no name of the cluster`;
  return dialled.service === undefined
    ? 'the address of a pod'
    : `one of the ${dialled.pods.length} pods of ${dialled.service.host}`;
}
