import type { Dialled } from './dial';
import { covers } from './host-name';
import { isSelectedBy, type RegistryPort, type RegistryService } from './registry';
import type { MeshRequest } from './request';
import type { View } from './view';

/** What of a sidecar takes a connection to an address and port. */
export type Listener =
  /** One for all Services with HTTP on the port. */
  | { readonly kind: 'http' }
  /** One for the address of a Service. */
  | { readonly kind: 'sniffed' | 'tcp' | 'tls'; readonly service: RegistryService }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly reason: string };

/**
 * The listener for a connection: one for the very address if its Service has a port without declared HTTP, else the one
 * that all Services with HTTP on the port share - be it of Services that have nothing to do with the one called.
 */
export function findListener(
  view: View,
  dialled: Exclude<Dialled, { readonly kind: 'unknown' }>,
  { host, port, protocol }: MeshRequest,
): Listener {
  const onPort = view.services.flatMap((service) => {
    const found = service.ports.find(({ number }) => number === port);
    return found === undefined || service.kind === 'external-name' ? [] : [{ service, found }];
  });
  const own = onPort.find(
    ({ service, found }) => BY_ADDRESS.has(found.protocol) && isAt(service, dialled),
  );
  if (own !== undefined) return { kind: kindOf(own.found), service: own.service };
  const http = onPort.some(({ found }) => found.protocol === 'http');
  const anywhere = onPort.filter(
    ({ service, found }) =>
      service.kind === 'entry' && service.address === undefined && BY_ADDRESS.has(found.protocol),
  );
  if (anywhere.length === 0) return { kind: http ? 'http' : 'none' };
  if (http) return unknownListener(port);
  const named = anywhere.filter(({ service }) => covers(service.host, host));
  const [entry] = protocol === 'tls' ? named : anywhere;
  if (entry === undefined) return { kind: 'none' };
  const plain = entry.found.protocol === 'tcp' && anywhere.length === 1;
  const byName = entry.found.protocol === 'tls' && protocol === 'tls' && named.length === 1;
  return plain || byName
    ? { kind: kindOf(entry.found), service: entry.service }
    : unknownListener(port);
}

const BY_ADDRESS: ReadonlySet<string> = new Set(['tcp', 'tls', 'auto']);

function kindOf({ protocol }: RegistryPort): 'sniffed' | 'tcp' | 'tls' {
  if (protocol === 'tls') return 'tls';
  return protocol === 'auto' ? 'sniffed' : 'tcp';
}

function isAt(
  service: RegistryService,
  dialled: Exclude<Dialled, { readonly kind: 'unknown' }>,
): boolean {
  if (dialled.kind === 'service') return service === dialled.service;
  if (dialled.kind === 'outside') return service.address === dialled.address;
  if (service.kind !== 'headless') return false;
  return (
    service === dialled.service ||
    dialled.pods.some(
      (pod) => pod.namespace === service.namespace && isSelectedBy(service, pod.labels),
    )
  );
}

function unknownListener(port: number): Listener {
  return {
    kind: 'unknown',
    reason: `several ServiceEntries without address share port ${port} with other protocols`,
  };
}
