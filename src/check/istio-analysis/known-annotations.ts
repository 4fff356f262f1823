import { ANNOTATION_READERS } from './annotation-values';

/** An annotation that Istio knows. */
export interface KnownAnnotation {
  /** Kinds of objects that it works on; `Any` for all. */
  readonly kinds: readonly string[];
  readonly deprecated: boolean;
  /** Whether a value is one that Istio can read. @default any */
  readonly reads?: (value: string) => boolean;
}

/** The annotations of Istio 1.30 by name (istio/api, annotation/annotations.yaml). */
export const KNOWN_ANNOTATIONS: ReadonlyMap<string, KnownAnnotation> = new Map([
  ...table(['Pod'], 'current', [
    'ambient.istio.io/bypass-inbound-capture',
    'ambient.istio.io/dns-capture',
    'ambient.istio.io/redirection',
    'inject.istio.io/templates',
    'istio.io/reroute-virtual-interfaces',
    'istio.io/rev',
    'prometheus.istio.io/merge-metrics',
    'proxy.istio.io/config',
    'proxy.istio.io/overrides',
    'readiness.status.sidecar.istio.io/applicationPorts',
    'readiness.status.sidecar.istio.io/failureThreshold',
    'readiness.status.sidecar.istio.io/initialDelaySeconds',
    'readiness.status.sidecar.istio.io/periodSeconds',
    'sidecar.istio.io/agentLogLevel',
    'sidecar.istio.io/bootstrapOverride',
    'sidecar.istio.io/componentLogLevel',
    'sidecar.istio.io/enableCoreDump',
    'sidecar.istio.io/interceptionMode',
    'sidecar.istio.io/logLevel',
    'sidecar.istio.io/nativeSidecar',
    'sidecar.istio.io/proxyCPU',
    'sidecar.istio.io/proxyCPULimit',
    'sidecar.istio.io/proxyImage',
    'sidecar.istio.io/proxyImageType',
    'sidecar.istio.io/proxyMemory',
    'sidecar.istio.io/proxyMemoryLimit',
    'sidecar.istio.io/rewriteAppHTTPProbers',
    'sidecar.istio.io/statsCompression',
    'sidecar.istio.io/statsHistogramBuckets',
    'sidecar.istio.io/status',
    'sidecar.istio.io/userVolume',
    'sidecar.istio.io/userVolumeMount',
    'status.sidecar.istio.io/port',
    'traffic.sidecar.istio.io/excludeInboundPorts',
    'traffic.sidecar.istio.io/excludeInterfaces',
    'traffic.sidecar.istio.io/excludeOutboundIPRanges',
    'traffic.sidecar.istio.io/excludeOutboundPorts',
    'traffic.sidecar.istio.io/includeInboundPorts',
    'traffic.sidecar.istio.io/includeOutboundIPRanges',
    'traffic.sidecar.istio.io/includeOutboundPorts',
    'traffic.sidecar.istio.io/kubevirtInterfaces',
  ]),
  ...table(['Pod'], 'deprecated', [
    'sidecar.istio.io/discoveryAddress',
    'sidecar.istio.io/extraStatTags',
    'sidecar.istio.io/inject',
    'sidecar.istio.io/statsInclusionPrefixes',
    'sidecar.istio.io/statsInclusionRegexps',
    'sidecar.istio.io/statsInclusionSuffixes',
  ]),
  ...table(['Service'], 'deprecated', [
    'alpha.istio.io/canonical-serviceaccounts',
    'alpha.istio.io/kubernetes-serviceaccounts',
  ]),
  ...table(['Service'], 'current', [
    'networking.istio.io/exportTo',
    'traffic.istio.io/nodeSelector',
  ]),
  ...table(['Service', 'ServiceEntry', 'Namespace'], 'current', [
    'networking.istio.io/traffic-distribution',
  ]),
  ...table(['Namespace'], 'current', ['topology.istio.io/controlPlaneClusters']),
  ...table(['Any'], 'current', [
    'galley.istio.io/analyze-suppress',
    'gateway.istio.io/controller-version',
  ]),
  ...table(['Gateway'], 'current', [
    'gateway.istio.io/name-override',
    'gateway.istio.io/service-account',
    'gateway.istio.io/tls-terminate-mode',
    'networking.istio.io/address-type',
    'networking.istio.io/service-type',
  ]),
  ...table(['GatewayClass'], 'current', ['ambient.istio.io/waypoint-inbound-binding']),
  ...table(['AuthorizationPolicy'], 'current', ['istio.io/dry-run']),
  ...table(['Ingress'], 'current', ['kubernetes.io/ingress.class']),
  ...table(['WorkloadEntry'], 'current', [
    'istio.io/autoRegistrationGroup',
    'istio.io/connectedAt',
    'istio.io/disconnectedAt',
    'istio.io/workloadController',
  ]),
]);

function table(
  kinds: readonly string[],
  state: 'current' | 'deprecated',
  names: readonly string[],
): readonly (readonly [string, KnownAnnotation])[] {
  return names.map((name) => {
    const reads = ANNOTATION_READERS.get(name);
    const known = { kinds, deprecated: state === 'deprecated' };
    return [name, reads === undefined ? known : { ...known, reads }];
  });
}
