import { list, map, message, oneName, type MessageType } from '../message-type';
import { connectionPool, workloadSelector } from './common-messages';

const consistentHash = message(
  {
    httpHeaderName: 'text',
    httpCookie: message({
      name: 'text',
      path: 'text',
      ttl: 'duration',
      attributes: list(message({ name: 'text', value: 'text' })),
    }),
    useSourceIp: 'bool',
    httpQueryParameterName: 'text',
    ringHash: message({ minimumRingSize: 'uint64' }),
    maglev: message({ tableSize: 'uint64' }),
    minimumRingSize: 'uint64',
  },
  ['httpHeaderName', 'httpCookie', 'useSourceIp', 'httpQueryParameterName'],
  ['ringHash', 'maglev'],
);

const loadBalancer = message(
  {
    simple: oneName(
      'UNSPECIFIED',
      'LEAST_CONN',
      'RANDOM',
      'PASSTHROUGH',
      'ROUND_ROBIN',
      'LEAST_REQUEST',
    ),
    consistentHash,
    localityLbSetting: message({
      distribute: list(message({ from: 'text', to: map('uint32') })),
      failover: list(message({ from: 'text', to: 'text' })),
      failoverPriority: list('text'),
      enabled: 'bool',
    }),
    warmupDurationSecs: 'duration',
    warmup: message({ duration: 'duration', minimumPercent: 'double', aggression: 'double' }),
  },
  ['simple', 'consistentHash'],
);

const outlierDetection = message({
  consecutiveErrors: 'int32',
  splitExternalLocalOriginErrors: 'bool',
  consecutiveLocalOriginFailures: 'uint32',
  consecutiveGatewayErrors: 'uint32',
  consecutive5xxErrors: 'uint32',
  interval: 'duration',
  baseEjectionTime: 'duration',
  maxEjectionPercent: 'int32',
  minHealthPercent: 'int32',
});

const clientTls = message({
  mode: oneName('DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL'),
  clientCertificate: 'text',
  privateKey: 'text',
  caCertificates: 'text',
  credentialName: 'text',
  subjectAltNames: list('text'),
  sni: 'text',
  insecureSkipVerify: 'bool',
  caCrl: 'text',
});

const policies = { loadBalancer, connectionPool, outlierDetection, tls: clientTls };

const trafficPolicy = message({
  ...policies,
  portLevelSettings: list(message({ port: message({ number: 'uint32' }), ...policies })),
  tunnel: message({ protocol: 'text', targetHost: 'text', targetPort: 'uint32' }),
  proxyProtocol: message({ version: oneName('V1', 'V2') }),
  retryBudget: message({ percent: 'double', minRetryConcurrency: 'uint32' }),
});

/** Istio's `DestinationRule`. */
export const destinationRule: MessageType = message({
  host: 'text',
  trafficPolicy,
  subsets: list(message({ name: 'text', labels: map('text'), trafficPolicy })),
  exportTo: list('text'),
  workloadSelector,
});
