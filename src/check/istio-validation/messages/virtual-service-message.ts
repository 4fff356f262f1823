import { list, map, message, oneName, type MessageType } from '../message-type';
import { destination, percent, stringMatch } from './common-messages';

const headerChanges = message({ set: map('text'), add: map('text'), remove: list('text') });
const headers = message({ request: headerChanges, response: headerChanges });

const httpMatch = message({
  name: 'text',
  uri: stringMatch,
  scheme: stringMatch,
  method: stringMatch,
  authority: stringMatch,
  headers: map(stringMatch),
  port: 'uint32',
  sourceLabels: map('text'),
  gateways: list('text'),
  queryParams: map(stringMatch),
  ignoreUriCase: 'bool',
  withoutHeaders: map(stringMatch),
  sourceNamespace: 'text',
  statPrefix: 'text',
});

const fault = message({
  delay: message(
    {
      percent: 'int32',
      fixedDelay: 'duration',
      exponentialDelay: 'duration',
      percentage: percent,
    },
    ['fixedDelay', 'exponentialDelay'],
  ),
  abort: message(
    { httpStatus: 'int32', grpcStatus: 'text', http2Error: 'text', percentage: percent },
    ['httpStatus', 'grpcStatus', 'http2Error'],
  ),
});

const corsPolicy = message({
  allowOrigin: list('text'),
  allowOrigins: list(stringMatch),
  allowMethods: list('text'),
  allowHeaders: list('text'),
  exposeHeaders: list('text'),
  maxAge: 'duration',
  allowCredentials: 'bool',
  unmatchedPreflights: oneName('UNSPECIFIED', 'FORWARD', 'IGNORE'),
});

const httpRoute = message({
  name: 'text',
  match: list(httpMatch),
  route: list(message({ destination, weight: 'int32', headers })),
  redirect: message(
    {
      uri: 'text',
      authority: 'text',
      port: 'uint32',
      derivePort: oneName('FROM_PROTOCOL_DEFAULT', 'FROM_REQUEST_PORT'),
      scheme: 'text',
      redirectCode: 'uint32',
    },
    ['port', 'derivePort'],
  ),
  directResponse: message({
    status: 'uint32',
    body: message({ string: 'text', bytes: 'bytes' }, ['string', 'bytes']),
  }),
  delegate: message({ name: 'text', namespace: 'text' }),
  rewrite: message({
    uri: 'text',
    authority: 'text',
    uriRegexRewrite: message({ match: 'text', rewrite: 'text' }),
  }),
  timeout: 'duration',
  retries: message({
    attempts: 'int32',
    perTryTimeout: 'duration',
    retryOn: 'text',
    retryRemoteLocalities: 'bool',
    retryIgnorePreviousHosts: 'bool',
    backoff: 'duration',
  }),
  fault,
  mirror: destination,
  mirrors: list(message({ destination, percentage: percent })),
  mirrorPercent: 'uint32',
  mirrorPercentage: percent,
  corsPolicy,
  headers,
});

const routes = list(message({ destination, weight: 'int32' }));

const tlsRoute = message({
  match: list(
    message({
      sniHosts: list('text'),
      destinationSubnets: list('text'),
      port: 'uint32',
      sourceLabels: map('text'),
      gateways: list('text'),
      sourceNamespace: 'text',
    }),
  ),
  route: routes,
});

const tcpRoute = message({
  match: list(
    message({
      destinationSubnets: list('text'),
      port: 'uint32',
      sourceSubnet: 'text',
      sourceLabels: map('text'),
      gateways: list('text'),
      sourceNamespace: 'text',
    }),
  ),
  route: routes,
});

/** Istio's `VirtualService`. */
export const virtualService: MessageType = message({
  hosts: list('text'),
  gateways: list('text'),
  http: list(httpRoute),
  tls: list(tlsRoute),
  tcp: list(tcpRoute),
  exportTo: list('text'),
});
