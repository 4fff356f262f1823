import type { Json, Manifest } from '../../manifest/manifest';
import { listIn, numberIn, textIn } from '../../mesh/json-field';
import { servicePortProtocol } from '../../mesh/port-protocol';
import type { AnalysisMessage } from './analysis-message';
import { labelsOf, specOf, type AnalysisWorld } from './analysis-world';

/** IST0118 for ports whose protocol has to be guessed, IST0150 for those of a Service that is only another name. */
export function analyzePortNames({ ofKind }: AnalysisWorld): AnalysisMessage[] {
  return ofKind('/Service')
    .filter((service) => !isControlPlane(service) && !isManagedGateway(service))
    .flatMap((service) =>
      listIn(specOf(service), 'ports').flatMap((port, index) => checkPort(service, port, index)),
    );
}

/** Whether an object is part of Istio itself. */
export function isControlPlane(manifest: Manifest): boolean {
  const labels = labelsOf(manifest);
  return labels['istio'] !== undefined || labels['release'] === 'istio';
}

const MANAGED: ReadonlySet<string | undefined> = new Set([
  'istio.io-gateway-controller',
  'istio.io-mesh-controller',
  'istio.io-eastwest-controller',
]);

function isManagedGateway(service: Manifest): boolean {
  return MANAGED.has(labelsOf(service)['gateway.istio.io/managed']);
}

function checkPort(manifest: Manifest, port: Json, index: number): readonly AnalysisMessage[] {
  const name = textIn(port, 'name') ?? '';
  const number = numberIn(port, 'port') ?? 0;
  const external = textIn(specOf(manifest), 'type') === 'ExternalName';
  if (!isGuessed(port, name, number) && !(external && name === 'tcp')) return [];
  const path = `spec.ports[${index}]`;
  const place = { manifest, path: `${path}.name`, line: `${path}.port`, given: name };
  if (external) {
    const message = `port ${number} of an ExternalName Service is named ${name || 'nothing'}: as plain TCP it takes this port of every address`;
    // Istio says it without the port: two ports of one line are one message.
    return [{ ...place, code: 'IST0150', message }];
  }
  const said = name === '' ? 'has no name' : `is named ${name}`;
  const message = `port ${number} ${said}, which tells no protocol: proxies guess it from the first bytes`;
  return [
    {
      ...place,
      code: 'IST0118',
      message,
      allowed: 'http, http2, grpc, tcp, … or such a word, a dash and more',
    },
  ];
}

// Protocols of the mesh's own making, which its routing model has no use for.
const TUNNELS: ReadonlySet<string> = new Set(['hbone', 'double_hbone', 'http_proxy']);

function isGuessed(port: Json, name: string, number: number): boolean {
  const given = textIn(port, 'appProtocol');
  const protocol = servicePortProtocol(number, name, textIn(port, 'protocol'), given);
  return (
    protocol === 'auto' && !TUNNELS.has(((given ?? name).split('-', 1)[0] ?? '').toLowerCase())
  );
}
