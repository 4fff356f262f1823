import { listOf, mapOf, scalar, struct, type GoShape } from './go-shape';

// Flagger's own Go types for Istio, `pkg/apis/istio/v1beta1`, without what the CRDs would prune.

const texts = listOf(scalar);
const stringMatch = struct({ exact: scalar, prefix: scalar, regex: scalar });
const headerOperations = struct({ set: mapOf(scalar), add: mapOf(scalar), remove: texts });

/** `headers` of a route or destination. */
export const HEADERS: GoShape = struct({ request: headerOperations, response: headerOperations });

const matchFields = {
  name: scalar,
  uri: stringMatch,
  scheme: stringMatch,
  method: stringMatch,
  authority: stringMatch,
  headers: mapOf(stringMatch),
  port: scalar,
  sourceLabels: mapOf(scalar),
  gateways: texts,
  queryParams: mapOf(stringMatch),
  ignoreUriCase: scalar,
  withoutHeaders: mapOf(stringMatch),
  sourceNamespace: scalar,
};

/** An entry of `match` as the CRD of VirtualServices stores it. */
export const MATCH: GoShape = struct(matchFields);

/** An entry of `spec.analysis.match`: the CRD keeps three fields, and lets headers have a suffix. */
export const ANALYSIS_MATCH: GoShape = struct({
  headers: mapOf(struct({ exact: scalar, prefix: scalar, suffix: scalar, regex: scalar })),
  queryParams: mapOf(stringMatch),
  sourceLabels: mapOf(scalar),
});

/** What a route of a VirtualService takes over from `spec.service`. */
export const ROUTE_SETTINGS: Readonly<Record<string, GoShape>> = {
  match: listOf(MATCH),
  rewrite: struct({ uri: scalar, authority: scalar }),
  timeout: scalar,
  retries: struct({ attempts: scalar, perTryTimeout: scalar, retryOn: scalar }),
  corsPolicy: struct({
    allowOrigin: texts,
    allowOrigins: listOf(stringMatch),
    allowMethods: texts,
    allowHeaders: texts,
    exposeHeaders: texts,
    maxAge: scalar,
    allowCredentials: scalar,
  }),
  headers: HEADERS,
};

/** `trafficPolicy`: what the CRD of Canaries keeps of Istio's. */
export const TRAFFIC_POLICY: GoShape = struct({
  connectionPool: struct({
    http: struct({
      h2UpgradePolicy: scalar,
      http1MaxPendingRequests: scalar,
      http2MaxRequests: scalar,
      idleTimeout: scalar,
      maxRequestsPerConnection: scalar,
      maxRetries: scalar,
    }),
  }),
  loadBalancer: struct({
    simple: scalar,
    consistentHash: struct({
      httpCookie: struct({ name: scalar, path: scalar, ttl: scalar }),
      httpHeaderName: scalar,
      httpQueryParameterName: scalar,
      minimumRingSize: scalar,
      useSourceIp: scalar,
    }),
    localityLbSetting: struct({
      distribute: listOf(struct({ from: scalar, to: mapOf(scalar) })),
      enabled: scalar,
      failover: listOf(struct({ from: scalar, to: scalar })),
    }),
    warmupDurationSecs: scalar,
  }),
  outlierDetection: struct({
    baseEjectionTime: scalar,
    consecutive5xxErrors: scalar,
    consecutiveErrors: scalar,
    consecutiveGatewayErrors: scalar,
    consecutiveLocalOriginFailures: scalar,
    interval: scalar,
    maxEjectionPercent: scalar,
    minHealthPercent: scalar,
    splitExternalLocalOriginErrors: scalar,
  }),
  tls: struct({
    caCertificates: scalar,
    clientCertificate: scalar,
    mode: scalar,
    privateKey: scalar,
    sni: scalar,
    subjectAltNames: texts,
  }),
});
