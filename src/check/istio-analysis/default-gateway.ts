import type { Manifest } from '../../manifest/manifest';

/**
 * The ingress gateway that Istio's analyzers take to exist, so that files without it raise no alarm
 * (istio, pkg/config/analysis/local/defaults.go).
 */
export const DEFAULT_GATEWAY: readonly Manifest[] = [
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'istio-ingressgateway-dummypod',
      namespace: 'istio-system',
      labels: { istio: 'ingressgateway' },
    },
    spec: { containers: [{ name: 'istio-proxy' }] },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'istio-ingressgateway', namespace: 'istio-system' },
    spec: {
      ports: [
        { name: 'http2', port: 80, protocol: 'TCP', targetPort: 80 },
        { name: 'https', port: 443, protocol: 'TCP', targetPort: 443 },
        { name: 'tcp', port: 31400, protocol: 'TCP', targetPort: 31400 },
        { name: 'tls', port: 15443, protocol: 'TCP', targetPort: 15443 },
      ],
      selector: { istio: 'ingressgateway' },
    },
  },
];
