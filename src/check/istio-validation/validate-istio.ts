import type { Manifest } from '../../manifest/manifest';
import { groupKind } from '../../manifest/workload';
import { checkAnnotations } from './check-annotations';
import { checkPeerAuthentication, checkRequestAuthentication } from './check-authentication';
import { checkAuthorizationPolicy } from './check-authorization-policy';
import { checkDestinationRule } from './check-destination-rule';
import { checkGateway } from './check-gateway';
import { checkServiceEntry } from './check-service-entry';
import { checkSidecar } from './check-sidecar';
import { checkProxyConfig, checkTelemetry } from './check-telemetry';
import { checkVirtualService } from './check-virtual-service';
import { checkWorkloadEntry } from './check-workload-entry';
import type { Complaint } from './complaint';
import { decode } from './decode';
import type { MessageType } from './message-type';
import { destinationRule } from './messages/destination-rule-message';
import { gateway, serviceEntry, sidecar, workloadEntry } from './messages/edge-messages';
import {
  authorizationPolicy,
  peerAuthentication,
  proxyConfig,
  requestAuthentication,
  telemetry,
} from './messages/policy-messages';
import { virtualService } from './messages/virtual-service-message';
import { topSpot, type Spot } from './spot';

/**
 * What Istio's validating webhook says of an object, on its own, as of Istio 1.30: complaints that
 * refuse it and others that it only mentions. Nothing for objects that are not Istio's. Not checked are
 * EnvoyFilter, WasmPlugin, WorkloadGroup and TrafficExtension, and expressions of access log filters.
 */
export function validateIstio(manifest: Manifest): readonly Complaint[] {
  const kind = KINDS.get(groupKind(manifest));
  if (kind === undefined) return [];
  const { value, complaints } = decode(topSpot('spec', manifest.spec ?? {}), kind.message);
  // what cannot be read is not looked at
  if (complaints.length > 0) return complaints;
  const spec = topSpot('spec', value);
  const annotated = [...checkAnnotations(spec, manifest)];
  return annotated.length > 0 ? annotated : [...kind.check(spec, manifest)];
}

interface Kind {
  readonly message: MessageType;
  readonly check: (spec: Spot, manifest: Manifest) => Iterable<Complaint>;
}

const KINDS: ReadonlyMap<string, Kind> = new Map([
  ['networking.istio.io/VirtualService', { message: virtualService, check: checkVirtualService }],
  [
    'networking.istio.io/DestinationRule',
    { message: destinationRule, check: checkDestinationRule },
  ],
  ['networking.istio.io/Gateway', { message: gateway, check: checkGateway }],
  ['networking.istio.io/ServiceEntry', { message: serviceEntry, check: checkServiceEntry }],
  ['networking.istio.io/Sidecar', { message: sidecar, check: checkSidecar }],
  ['networking.istio.io/WorkloadEntry', { message: workloadEntry, check: checkWorkloadEntry }],
  ['networking.istio.io/ProxyConfig', { message: proxyConfig, check: checkProxyConfig }],
  [
    'security.istio.io/AuthorizationPolicy',
    { message: authorizationPolicy, check: checkAuthorizationPolicy },
  ],
  [
    'security.istio.io/PeerAuthentication',
    { message: peerAuthentication, check: checkPeerAuthentication },
  ],
  [
    'security.istio.io/RequestAuthentication',
    { message: requestAuthentication, check: checkRequestAuthentication },
  ],
  ['telemetry.istio.io/Telemetry', { message: telemetry, check: checkTelemetry }],
]);
