import { list, map, message, oneName, type MessageType } from '../message-type';

/** Istio's `PortSelector`. */
const portSelector = message({ number: 'uint32' });

/** Istio's `Destination`. */
export const destination: MessageType = message({
  host: 'text',
  subset: 'text',
  port: portSelector,
});

/** Istio's `StringMatch`. */
export const stringMatch: MessageType = message({ exact: 'text', prefix: 'text', regex: 'text' }, [
  'exact',
  'prefix',
  'regex',
]);

/** Istio's `Percent`. */
export const percent: MessageType = message({ value: 'double' });

/** `WorkloadSelector` of the type package, by `matchLabels`. */
export const workloadSelector: MessageType = message({ matchLabels: map('text') });

/** `WorkloadSelector` of the networking package, by `labels`. */
export const networkingSelector: MessageType = message({ labels: map('text') });

const targetRef = message({ group: 'text', kind: 'text', name: 'text', namespace: 'text' });

/** How policies say what they apply to. */
export const targets: Readonly<Record<'selector' | 'targetRef', MessageType>> & {
  readonly targetRefs: ReturnType<typeof list>;
} = { selector: workloadSelector, targetRef, targetRefs: list(targetRef) };

/** Istio's `ConnectionPoolSettings`. */
export const connectionPool: MessageType = message({
  tcp: message({
    maxConnections: 'int32',
    connectTimeout: 'duration',
    tcpKeepalive: message({ probes: 'uint32', time: 'duration', interval: 'duration' }),
    maxConnectionDuration: 'duration',
    idleTimeout: 'duration',
  }),
  http: message({
    http1MaxPendingRequests: 'int32',
    http2MaxRequests: 'int32',
    maxRequestsPerConnection: 'int32',
    maxRetries: 'int32',
    idleTimeout: 'duration',
    h2UpgradePolicy: oneName('DEFAULT', 'DO_NOT_UPGRADE', 'UPGRADE'),
    useClientProtocol: 'bool',
    maxConcurrentStreams: 'int32',
  }),
});

const TLS_VERSIONS = oneName('TLS_AUTO', 'TLSV1_0', 'TLSV1_1', 'TLSV1_2', 'TLSV1_3');

/** Istio's `ServerTLSSettings`. */
export const serverTls: MessageType = message({
  httpsRedirect: 'bool',
  mode: oneName(
    'PASSTHROUGH',
    'SIMPLE',
    'MUTUAL',
    'AUTO_PASSTHROUGH',
    'ISTIO_MUTUAL',
    'OPTIONAL_MUTUAL',
  ),
  serverCertificate: 'text',
  privateKey: 'text',
  caCertificates: 'text',
  caCrl: 'text',
  credentialName: 'text',
  credentialNames: list('text'),
  caCertCredentialName: 'text',
  tlsCertificates: list(
    message({ serverCertificate: 'text', privateKey: 'text', caCertificates: 'text' }),
  ),
  subjectAltNames: list('text'),
  verifyCertificateSpki: list('text'),
  verifyCertificateHash: list('text'),
  minProtocolVersion: TLS_VERSIONS,
  maxProtocolVersion: TLS_VERSIONS,
  cipherSuites: list('text'),
});

/** A port of a Gateway's server, a Sidecar's listener or a ServiceEntry. */
export const port: MessageType = message({
  number: 'uint32',
  protocol: 'text',
  name: 'text',
  targetPort: 'uint32',
});
