import { selects, type Labels } from '../manifest/labels';
import type { Json, Manifest } from '../manifest/manifest';
import { groupKind } from '../manifest/workload';
import { expandHost, serviceHost } from './host-name';
import { labelsIn, listIn, numberIn, objectIn, textIn, textsIn } from './json-field';
import type { MeshSettings } from './mesh-settings';
import { parseProtocol, servicePortProtocol, type PortProtocol } from './port-protocol';
import { readOnce } from './read-once';
import { visibilityOf, type Visibility } from './visibility';

/** A port of something that can be called. */
export interface RegistryPort {
  readonly number: number;
  readonly protocol: PortProtocol;
  readonly name: string;
  /** The name of the container port that it leads to, if it is given by name. */
  readonly targetName?: string;
}

/** Something that can be called by name: a Service, or a host of a ServiceEntry. */
export interface RegistryService {
  readonly kind: 'cluster-ip' | 'headless' | 'external-name' | 'entry';
  readonly host: string;
  readonly name: string;
  readonly namespace: string;
  readonly origin: Manifest;
  readonly ports: readonly RegistryPort[];
  readonly visibility: Visibility;
  /** The address that its name leads to; a headless Service has none. */
  readonly address?: string;
  /** Labels of the pods that answer; without one nothing is selected. */
  readonly selector?: Labels;
  /** Addresses outside the cluster that answer. */
  readonly endpoints: readonly string[];
  /** Whether requests go to the address that was dialled, whatever the endpoints are. */
  readonly originalDestination: boolean;
  readonly localOnly: boolean;
  readonly publishNotReady: boolean;
  /** The name that an ExternalName Service stands for. */
  readonly alias?: string;
}

/** Everything that can be called, in order of appearance; cluster IPs are dealt in that order. */
export function listServices(
  manifests: readonly Manifest[],
  settings: MeshSettings,
): readonly RegistryService[] {
  const services: RegistryService[] = [];
  let dealt = 2;
  for (const manifest of manifests) {
    const kind = groupKind(manifest);
    if (kind === '/Service') {
      const service = serviceOf(manifest, settings);
      if (service.kind === 'cluster-ip' && !service.address) {
        services.push({ ...service, address: `10.96.${dealt >> 8}.${dealt & 255}` });
        dealt += 1;
      } else services.push(service);
    } else if (kind === 'networking.istio.io/ServiceEntry') {
      services.push(...entriesOf(manifest, settings));
    }
  }
  return services;
}

/** A Service as it is written: one without an address of its own is dealt one. */
const serviceOf = readOnce(readService);

function readService(manifest: Manifest, settings: MeshSettings): RegistryService {
  const spec = objectIn(manifest, 'spec');
  const { name, namespace = '' } = manifest.metadata;
  const given = textIn(spec, 'clusterIP');
  const alias = textIn(spec, 'externalName');
  const kind = kindOf(textIn(spec, 'type'), given);
  const selector = labelsIn(spec, 'selector');
  const exports = labelsIn(manifest.metadata, 'annotations')['networking.istio.io/exportTo'] ?? '';
  const exportTo = exports.split(',').map((item) => item.trim());
  return {
    kind,
    host: serviceHost(name, namespace),
    name,
    namespace,
    origin: manifest,
    ports: listIn(spec, 'ports').map(servicePortOf),
    visibility: visibilityOf(exportTo.filter(Boolean), namespace, settings.serviceExport),
    ...(kind === 'cluster-ip' && given !== undefined ? { address: given } : {}),
    ...(Object.keys(selector).length > 0 ? { selector } : {}),
    endpoints: [],
    originalDestination: kind === 'headless',
    localOnly: textIn(spec, 'internalTrafficPolicy') === 'Local',
    publishNotReady: spec['publishNotReadyAddresses'] === true,
    ...(kind === 'external-name' && alias !== undefined ? { alias } : {}),
  };
}

function kindOf(type: string | undefined, address: string | undefined): RegistryService['kind'] {
  if (type === 'ExternalName') return 'external-name';
  return address === 'None' ? 'headless' : 'cluster-ip';
}

function servicePortOf(port: Json): RegistryPort {
  const number = numberIn(port, 'port') ?? 0;
  const name = textIn(port, 'name') ?? '';
  const targetName = textIn(port, 'targetPort');
  const protocol = servicePortProtocol(
    number,
    name,
    textIn(port, 'protocol'),
    textIn(port, 'appProtocol'),
  );
  return { number, name, protocol, ...(targetName === undefined ? {} : { targetName }) };
}

const entriesOf = readOnce(readEntries);

function readEntries(manifest: Manifest, settings: MeshSettings): readonly RegistryService[] {
  const spec = objectIn(manifest, 'spec');
  const { name, namespace = '' } = manifest.metadata;
  const resolution = textIn(spec, 'resolution') ?? 'NONE';
  const addresses = listIn(spec, 'endpoints').map((item) => textIn(item, 'address') ?? '');
  const [address] = textsIn(spec, 'addresses');
  const selector = labelsIn(objectIn(spec, 'workloadSelector'), 'labels');
  const ports = listIn(spec, 'ports').map((port) => ({
    number: numberIn(port, 'number') ?? 0,
    name: textIn(port, 'name') ?? '',
    protocol: parseProtocol(textIn(port, 'protocol') ?? ''),
  }));
  return textsIn(spec, 'hosts').map((host) => ({
    kind: 'entry' as const,
    host: expandHost(host, namespace),
    name,
    namespace,
    origin: manifest,
    ports,
    visibility: visibilityOf(textsIn(spec, 'exportTo'), namespace, settings.serviceExport),
    ...(address === undefined ? {} : { address }),
    ...(Object.keys(selector).length > 0 ? { selector } : {}),
    endpoints: addresses.length > 0 || !resolution.startsWith('DNS') ? addresses : [host],
    originalDestination: resolution === 'NONE',
    localOnly: false,
    publishNotReady: false,
  }));
}

/** Whether a Service's selector picks labels. */
export function isSelectedBy(service: RegistryService, labels: Labels): boolean {
  return selects(service.selector, labels);
}
