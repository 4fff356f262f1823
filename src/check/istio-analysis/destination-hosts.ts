import type { Manifest } from '../../manifest/manifest';
import { textsIn } from '../../mesh/json-field';
import type { AnalysisMessage } from './analysis-message';
import { namespaceOf, specOf, type AnalysisWorld } from './analysis-world';
import type { KnownHost } from './known-hosts';
import { destinationsOf, type RouteDestination } from './route-destinations';

/** IST0101 for hosts and ports of destinations that do not exist, IST0112 for a port that is not said. */
export function analyzeDestinationHosts({ ofKind, hosts }: AnalysisWorld): AnalysisMessage[] {
  return ofKind('networking.istio.io/VirtualService').flatMap((virtualService) => {
    const exportTo = textsIn(specOf(virtualService), 'exportTo');
    return destinationsOf(virtualService).flatMap((destination) => {
      const known = hosts.resolve(destination.host, namespaceOf(virtualService), exportTo);
      return known === undefined
        ? [unknownHost(virtualService, destination)]
        : checkPort(virtualService, destination, known);
    });
  });
}

function unknownHost(
  manifest: Manifest,
  { kind, host, path, line }: RouteDestination,
): AnalysisMessage {
  return {
    code: 'IST0101',
    manifest,
    path: `${path}.host`,
    message: `${kind === 'mirror' ? 'mirrors to' : 'sends requests to'} ${host}, which is no Service or ServiceEntry`,
    given: host,
    missing: { kind: kind === 'mirror' ? 'mirror host' : 'host', host },
    ...(line === undefined ? {} : { line }),
  };
}

function checkPort(
  manifest: Manifest,
  { host, path, port, line }: RouteDestination,
  { ports, manifest: other }: KnownHost,
): readonly AnalysisMessage[] {
  const place = {
    manifest,
    other,
    allowed: ports.join(', '),
    ...(line === undefined ? {} : { line }),
  };
  if (port === undefined) {
    if (ports.length < 2) return [];
    const message = `names no port of ${host}, which has ${ports.length}: callers and gateways may choose different ones`;
    return [{ ...place, code: 'IST0112', path, message }];
  }
  if (ports.includes(port)) return [];
  return [
    {
      ...place,
      code: 'IST0101',
      path: `${path}.port.number`,
      message: `sends requests to port ${port} of ${host}, which has no such port`,
      given: String(port),
      missing: { kind: 'host:port', host },
    },
  ];
}
