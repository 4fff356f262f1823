import type { Manifest } from '../../manifest/manifest';
import { isWildcard, serviceHost } from '../../mesh/host-name';
import { labelsIn, listIn, numberIn, objectIn, textsIn } from '../../mesh/json-field';

/** A Service or ServiceEntry, as far as analyzers compare references with it. */
export interface KnownHost {
  readonly manifest: Manifest;
  /** Numbers of its ports, in order. */
  readonly ports: readonly number[];
  /** Labels of the workloads that a ServiceEntry selects; Istio leaves those of Services out. */
  readonly workloads: Readonly<Record<string, string>>;
}

/** Services and ServiceEntries by host and by who sees them. */
export interface KnownHosts {
  /** What a host means to an object of a namespace that is itself exported to `exportTo`. */
  readonly resolve: (
    host: string,
    namespace: string,
    exportTo: readonly string[],
  ) => KnownHost | undefined;
}

const EVERYWHERE = '*';

/** Index hosts by scope, as Istio does: `*`, or one namespace (analyzers/util/service_lookup.go). */
export function indexHosts(
  entries: readonly Manifest[],
  services: readonly Manifest[],
): KnownHosts {
  const exact = new Map<string, KnownHost>();
  const patterns: { readonly scope: string; readonly suffix: string; readonly known: KnownHost }[] =
    [];
  for (const entry of entries) {
    const { namespace = '' } = entry.metadata;
    const spec = objectIn(entry, 'spec');
    const known = {
      manifest: entry,
      ports: listIn(spec, 'ports').map((port) => numberIn(port, 'number') ?? 0),
      workloads: labelsIn(objectIn(spec, 'workloadSelector'), 'labels'),
    };
    for (const scope of scopesOf(textsIn(spec, 'exportTo'), namespace)) {
      for (const host of textsIn(spec, 'hosts')) {
        exact.set(`${scope}/${completeHost(host, namespace)}`, known);
        if (isWildcard(host)) patterns.push({ scope, suffix: host.slice(1), known });
      }
    }
  }
  for (const service of services) {
    const { name, namespace = '' } = service.metadata;
    const ports = listIn(objectIn(service, 'spec'), 'ports');
    const known = {
      manifest: service,
      ports: ports.map((port) => numberIn(port, 'port') ?? 0),
      workloads: {},
    };
    const given =
      labelsIn(service.metadata, 'annotations')['networking.istio.io/exportTo']?.split(',') ?? [];
    for (const scope of scopesOf(given, namespace)) {
      exact.set(`${scope}/${serviceHost(name, namespace)}`, known);
    }
  }
  return {
    resolve: (host, namespace, exportTo) => {
      const full = completeHost(host, namespace);
      const everyones = exact.get(`${EVERYWHERE}/${full}`);
      if (everyones !== undefined) return everyones;
      for (const scope of callersOf(exportTo, namespace)) {
        const known = exact.get(`${scope}/${full}`);
        if (known !== undefined) return known;
      }
      const bare = host.startsWith('*') ? host.slice(1) : host;
      return patterns.find(
        ({ scope, suffix }) =>
          (scope === EVERYWHERE || scope === namespace) && bare.endsWith(suffix),
      )?.known;
    },
  };
}

/** A host as the analyzers complete it: unlike the proxy's reading, `*` alone keeps a name short. */
export function completeHost(host: string, namespace: string): string {
  return isWildcard(host) || host.includes('.') ? host : serviceHost(host, namespace);
}

/** The scopes that an `exportTo` list opens: `*`, or namespaces. */
export function scopesOf(exportTo: readonly string[], namespace: string): readonly string[] {
  const given = exportTo.filter((item) => item !== '');
  if (given.length === 0 || given.includes(EVERYWHERE)) return [EVERYWHERE];
  return [...new Set(given.map((item) => (item === '.' ? namespace : item)))];
}

function callersOf(exportTo: readonly string[], namespace: string): readonly string[] {
  return exportTo.length === 0
    ? [namespace]
    : exportTo.map((item) => (item === '.' ? namespace : item));
}
