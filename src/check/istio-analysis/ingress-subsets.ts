import type { Manifest } from '../../manifest/manifest';
import { listIn, objectIn, textIn, textsIn } from '../../mesh/json-field';
import type { AnalysisMessage } from './analysis-message';
import { fullName, specOf, type AnalysisWorld } from './analysis-world';

/**
 * IST0140: a gateway's VirtualService sends requests to a host without a subset, while another one splits that host by subset.
 * As in Istio, hosts are compared as they are written, and `gateways: [mesh]` counts as a gateway.
 */
export function analyzeIngressSubsets({ ofKind }: AnalysisWorld): AnalysisMessage[] {
  const virtualServices = ofKind('networking.istio.io/VirtualService');
  const splits = splitsByHost(virtualServices);
  return virtualServices
    .filter((manifest) => textsIn(specOf(manifest), 'gateways').length > 0)
    .flatMap((manifest) =>
      httpDestinations(manifest)
        .filter(({ subset }) => subset === '')
        .flatMap(({ host, path }) =>
          (splits.get(host) ?? []).map((other) => ({
            code: 'IST0140',
            manifest,
            path,
            message: `sends requests to all of ${host}: the subsets that VirtualService ${fullName(other)} divides it by do not count for requests through a gateway`,
            given: host,
            other,
            same: fullName(other),
          })),
        ),
    );
}

/** An HTTP destination of a VirtualService. */
export interface HttpDestination {
  readonly host: string;
  readonly subset: string;
  readonly path: string;
}

/** The destinations of a VirtualService's HTTP routes. */
export function httpDestinations(manifest: Manifest): readonly HttpDestination[] {
  return listIn(specOf(manifest), 'http').flatMap((rule, index) =>
    listIn(rule, 'route').map((route, nth) => ({
      host: textIn(objectIn(route, 'destination'), 'host') ?? '',
      subset: textIn(objectIn(route, 'destination'), 'subset') ?? '',
      path: `spec.http[${index}].route[${nth}].destination`,
    })),
  );
}

/** Which VirtualServices divide a host of their own by subset; one entry per VirtualService and host. */
function splitsByHost(
  virtualServices: readonly Manifest[],
): ReadonlyMap<string, readonly Manifest[]> {
  const found = new Map<string, Set<Manifest>>();
  for (const manifest of virtualServices) {
    const own = new Set(textsIn(specOf(manifest), 'hosts'));
    for (const { host, subset } of httpDestinations(manifest)) {
      if (subset === '' || !own.has(host)) continue;
      found.set(host, (found.get(host) ?? new Set()).add(manifest));
    }
  }
  return new Map([...found].map(([host, manifests]) => [host, [...manifests]]));
}
