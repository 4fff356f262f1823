import { list, map, message, oneName, type MessageType } from '../message-type';
import { targets, workloadSelector } from './common-messages';

const names = list('text');

/** Istio's `AuthorizationPolicy`. */
export const authorizationPolicy: MessageType = message({
  ...targets,
  rules: list(
    message({
      from: list(
        message({
          source: message({
            principals: names,
            notPrincipals: names,
            requestPrincipals: names,
            notRequestPrincipals: names,
            namespaces: names,
            notNamespaces: names,
            serviceAccounts: names,
            notServiceAccounts: names,
            ipBlocks: names,
            notIpBlocks: names,
            remoteIpBlocks: names,
            notRemoteIpBlocks: names,
            trustDomains: names,
            notTrustDomains: names,
          }),
        }),
      ),
      to: list(
        message({
          operation: message({
            hosts: names,
            notHosts: names,
            ports: names,
            notPorts: names,
            methods: names,
            notMethods: names,
            paths: names,
            notPaths: names,
          }),
        }),
      ),
      when: list(message({ key: 'text', values: names, notValues: names })),
    }),
  ),
  action: oneName('ALLOW', 'DENY', 'AUDIT', 'CUSTOM'),
  provider: message({ name: 'text' }),
});

const mtls = message({ mode: oneName('UNSET', 'DISABLE', 'PERMISSIVE', 'STRICT') });

/** Istio's `PeerAuthentication`. */
export const peerAuthentication: MessageType = message({
  selector: workloadSelector,
  mtls,
  portLevelMtls: map(mtls),
});

/** Istio's `RequestAuthentication`. */
export const requestAuthentication: MessageType = message({
  ...targets,
  jwtRules: list(
    message({
      issuer: 'text',
      audiences: names,
      jwksUri: 'text',
      jwks: 'text',
      fromHeaders: list(message({ name: 'text', prefix: 'text' })),
      fromParams: names,
      fromCookies: names,
      outputPayloadToHeader: 'text',
      forwardOriginalToken: 'bool',
      outputClaimToHeaders: list(message({ header: 'text', claim: 'text' })),
      timeout: 'duration',
      spaceDelimitedClaims: names,
    }),
  ),
});

const providers = list(message({ name: 'text' }));

/** Istio's `Telemetry`. */
export const telemetry: MessageType = message({
  ...targets,
  tracing: list(
    message({
      providers,
      randomSamplingPercentage: 'double',
      disableSpanReporting: 'bool',
      customTags: map(
        message(
          {
            literal: message({ value: 'text' }),
            environment: message({ name: 'text', defaultValue: 'text' }),
            header: message({ name: 'text', defaultValue: 'text' }),
            formatter: message({ value: 'text' }),
          },
          ['literal', 'environment', 'header', 'formatter'],
        ),
      ),
    }),
  ),
  metrics: list(
    message({
      providers,
      overrides: list(
        message({
          match: message({ metric: 'any', customMetric: 'text', mode: 'any' }, [
            'metric',
            'customMetric',
          ]),
          disabled: 'bool',
          tagOverrides: map(message({ operation: oneName('UPSERT', 'REMOVE'), value: 'text' })),
        }),
      ),
      reportingInterval: 'duration',
    }),
  ),
  accessLogging: list(
    message({ providers, disabled: 'bool', filter: message({ expression: 'text' }) }),
  ),
});

/** Istio's `ProxyConfig`. */
export const proxyConfig: MessageType = message({
  selector: workloadSelector,
  concurrency: 'int32',
  environmentVariables: map('text'),
  image: message({ imageType: 'text' }),
});
