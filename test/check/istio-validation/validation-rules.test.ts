import {
  VALIDATION_RULE_IDS,
  type ValidationRuleId,
} from '../../../src/check/istio-validation/rule-id';
import { validationRules } from '../../../src/check/istio-validation/validation-rules';
import { checkState } from '../../../src/check/state';
import type { Manifest } from '../../../src/manifest/manifest';
import { httpRule, istio, policy, server, tls, TO_BAZ } from './objects';

/** What keeps a rule, what breaks it, and at which field. */
type Example = readonly [keeps: Manifest, breaks: Manifest, path: string];

const PORT = { number: 80, name: 'http', protocol: 'HTTP' };
const entry = (fields: Readonly<Record<string, never>> | object): Manifest =>
  istio('ServiceEntry', { hosts: ['foo.com'], ports: [PORT], resolution: 'STATIC', ...fields });
const egress = (fields: object): Manifest =>
  istio('Sidecar', { egress: [{ hosts: ['./*'], ...fields }] });
const policyRule = (rule: object, fields: object = {}): Manifest =>
  istio('AuthorizationPolicy', { rules: [{ ...rule }], ...fields });

const EXAMPLES: Readonly<Record<ValidationRuleId, Example>> = {
  'istio-decode': [httpRule({ timeout: '5s' }), httpRule({ timeout: '5' }), 'spec.http[0].timeout'],
  'istio-annotation': [
    istio('AuthorizationPolicy', {}, { annotations: { 'istio.io/dry-run': 'true' } }),
    istio(
      'VirtualService',
      { hosts: ['a.b'], http: [{ route: TO_BAZ }] },
      { annotations: { 'istio.io/dry-run': 'true' } },
    ),
    "metadata.annotations['istio.io/dry-run']",
  ],
  'istio-export-to': [
    istio('DestinationRule', { host: 'a', exportTo: ['.', 'other'] }),
    istio('DestinationRule', { host: 'a', exportTo: ['*', 'other'] }),
    'spec.exportTo',
  ],
  'istio-hosts': [
    istio('DestinationRule', { host: '*.example.com' }),
    istio('DestinationRule', { host: 'web:80' }),
    'spec.host',
  ],
  'istio-gateway-reference': [
    istio('VirtualService', { hosts: ['a.b'], gateways: ['ns/edge'], http: [{ route: TO_BAZ }] }),
    istio('VirtualService', { hosts: ['a.b'], gateways: ['ns/*'], http: [{ route: TO_BAZ }] }),
    'spec.gateways[0]',
  ],
  'istio-virtual-service': [
    istio('VirtualService', { http: [{ route: TO_BAZ }] }),
    istio('VirtualService', { gateways: ['mesh'], http: [{ route: TO_BAZ }] }),
    'spec.gateways',
  ],
  'istio-unreachable-rule': [
    istio('VirtualService', {
      hosts: ['a.b'],
      http: [{ match: [{ uri: { prefix: '/a' } }], route: TO_BAZ }, { route: TO_BAZ }],
    }),
    istio('VirtualService', {
      hosts: ['a.b'],
      http: [{ route: TO_BAZ }, { match: [{ uri: { prefix: '/a' } }], route: TO_BAZ }],
    }),
    'spec.http[1].match[0]',
  ],
  'istio-http-action': [
    httpRule({ redirect: { uri: '/x' } }),
    httpRule({ redirect: { uri: '/x' }, route: TO_BAZ }),
    'spec.http[0].route',
  ],
  'istio-http-match': [
    httpRule({ match: [{ headers: { 'x-qa': { exact: '' } } }] }),
    httpRule({ match: [{ headers: { 'x-qa': { prefix: '' } } }] }),
    'spec.http[0].match[0].headers.x-qa.prefix',
  ],
  'istio-http-headers': [
    httpRule({ headers: { response: { set: { a: '100%%' } } } }),
    httpRule({ headers: { response: { set: { a: '100%' } } } }),
    'spec.http[0].headers.response.set.a',
  ],
  'istio-mirror': [
    httpRule({ mirrors: [{ destination: { host: 'a' }, percentage: { value: 0.5 } }] }),
    httpRule({ mirrors: [{ destination: { host: 'a' }, percentage: { value: 101 } }] }),
    'spec.http[0].mirrors[0].percentage.value',
  ],
  'istio-retries': [
    httpRule({ retries: { attempts: 2, retryOn: '503,5xx' } }),
    httpRule({ retries: { attempts: 2, retryOn: '503, 5xx' } }),
    'spec.http[0].retries.retryOn',
  ],
  'istio-timeout': [
    httpRule({ timeout: '1ms' }),
    httpRule({ timeout: '0s' }),
    'spec.http[0].timeout',
  ],
  'istio-redirect': [
    httpRule({ redirect: { scheme: 'https' } }),
    httpRule({ redirect: { scheme: 'ftp' } }),
    'spec.http[0].redirect.scheme',
  ],
  'istio-direct-response': [
    httpRule({ directResponse: { status: 600 } }),
    httpRule({ directResponse: { status: 601 } }),
    'spec.http[0].directResponse.status',
  ],
  'istio-rewrite': [
    httpRule({ rewrite: { authority: 'a' } }),
    httpRule({ rewrite: { uriRegexRewrite: { match: '[', rewrite: '/' } } }),
    'spec.http[0].rewrite.uriRegexRewrite.match',
  ],
  'istio-cors': [
    httpRule({ corsPolicy: { allowMethods: ['GET', '*'], allowHeaders: ['*'] } }),
    httpRule({ corsPolicy: { allowMethods: ['PUTT'] } }),
    'spec.http[0].corsPolicy.allowMethods[0]',
  ],
  'istio-fault': [
    httpRule({ fault: { abort: { grpcStatus: 'NOT_FOUND' } } }),
    httpRule({ fault: { abort: { grpcStatus: '5' } } }),
    'spec.http[0].fault.abort.grpcStatus',
  ],
  'istio-destination': [
    httpRule({ route: [{ destination: { host: 'a', subset: 'V1', port: { number: 80 } } }] }),
    httpRule({ route: [{ destination: { host: 'a', subset: 'v1.2' } }] }),
    'spec.http[0].route[0].destination.subset',
  ],
  'istio-destination-weights': [
    httpRule({
      route: [{ destination: { host: 'a' }, weight: 1 }, { destination: { host: 'b' } }],
    }),
    httpRule({ route: [{ destination: { host: 'a' } }, { destination: { host: 'b' } }] }),
    'spec.http[0].route',
  ],
  'istio-tls-route': [
    istio('VirtualService', {
      hosts: ['*.a.com'],
      tls: [{ match: [{ sniHosts: ['x.a.com'] }], route: TO_BAZ }],
    }),
    istio('VirtualService', {
      hosts: ['a.com'],
      tls: [{ match: [{ sniHosts: ['x.a.com'] }], route: TO_BAZ }],
    }),
    'spec.tls[0].match[0].sniHosts[0]',
  ],
  'istio-tcp-route': [
    istio('VirtualService', {
      hosts: ['a.com'],
      tcp: [{ match: [{ destinationSubnets: ['10.0.0.0/8'] }], route: TO_BAZ }],
    }),
    istio('VirtualService', {
      hosts: ['a.com'],
      tcp: [{ match: [{ destinationSubnets: ['10.0.0.0/33'] }], route: TO_BAZ }],
    }),
    'spec.tcp[0].match[0].destinationSubnets[0]',
  ],
  'istio-subsets': [
    istio('DestinationRule', { host: 'a', subsets: [{ name: 'v1' }, { name: 'v2' }] }),
    istio('DestinationRule', { host: 'a', subsets: [{ name: 'v1' }, { name: 'v1' }] }),
    'spec.subsets[1].name',
  ],
  'istio-workload-selector': [
    istio('DestinationRule', { host: 'a', workloadSelector: { matchLabels: { a: 'b' } } }),
    istio('DestinationRule', { host: 'a', workloadSelector: { matchLabels: { a: '*' } } }),
    'spec.workloadSelector.matchLabels.a',
  ],
  'istio-traffic-policy': [
    policy({ portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'DISABLE' } }] }),
    policy({ portLevelSettings: [{ tls: { mode: 'DISABLE' } }] }),
    'spec.trafficPolicy.portLevelSettings[0].port',
  ],
  'istio-outlier-detection': [
    policy({ outlierDetection: { consecutive5xxErrors: 3, maxEjectionPercent: 100 } }),
    policy({ outlierDetection: { consecutiveLocalOriginFailures: 3 } }),
    'spec.trafficPolicy.outlierDetection.consecutiveLocalOriginFailures',
  ],
  'istio-connection-pool': [
    policy({ connectionPool: { tcp: { idleTimeout: '0s' } } }),
    policy({ connectionPool: { http: { idleTimeout: '0s' } } }),
    'spec.trafficPolicy.connectionPool.http.idleTimeout',
  ],
  'istio-load-balancer': [
    policy({
      loadBalancer: {
        localityLbSetting: { distribute: [{ from: 'a/*', to: { 'a/*': 80, 'b/*': 20 } }] },
      },
    }),
    policy({
      loadBalancer: {
        localityLbSetting: { distribute: [{ from: 'a/*', to: { 'a/*': 80, 'b/*': 10 } }] },
      },
    }),
    'spec.trafficPolicy.loadBalancer.localityLbSetting.distribute[0].to',
  ],
  'istio-client-tls': [
    policy({ tls: { mode: 'MUTUAL', credentialName: 'c' } }),
    policy({ tls: { mode: 'MUTUAL', clientCertificate: 'c' } }),
    'spec.trafficPolicy.tls.privateKey',
  ],
  'istio-gateway-servers': [
    server({ bind: 'unix:///run/a.sock', port: { number: 0, name: 'http', protocol: 'http' } }),
    server({ bind: 'a.sock' }),
    'spec.servers[0].bind',
  ],
  'istio-gateway-hosts': [
    server({ hosts: ['*', 'ns/*.a.com', './a.com', '1.1.1.1'] }),
    server({ hosts: ['*a.com'] }),
    'spec.servers[0].hosts[0]',
  ],
  'istio-gateway-tls': [
    server({ tls: { httpsRedirect: true } }),
    tls({ mode: 'SIMPLE', serverCertificate: 'c', privateKey: 'k', credentialName: 's' }),
    'spec.servers[0].tls',
  ],
  'istio-service-entry': [
    entry({ endpoints: [{ address: '1.1.1.1', ports: { http: 8080 } }] }),
    entry({ endpoints: [{ address: 'a.com' }] }),
    'spec.endpoints[0].address',
  ],
  'istio-workload-entry': [
    istio('WorkloadEntry', { address: 'unix:///run/a.sock' }),
    istio('WorkloadEntry', { address: 'a.com:9443' }),
    'spec.address',
  ],
  'istio-sidecar': [
    egress({ port: { number: 9080, protocol: 'HTTP', name: 'egress' } }),
    egress({ hosts: ['reviews'] }),
    'spec.egress[0].hosts[0]',
  ],
  'istio-authorization-policy': [
    policyRule({ from: [{ source: { ipBlocks: ['10.0.0.0/8', '::1'] } }] }),
    policyRule({ from: [{ source: { ipBlocks: ['10.0.0.0/99'] } }] }),
    'spec.rules[0].from[0].source.ipBlocks[0]',
  ],
  'istio-peer-authentication': [
    istio('PeerAuthentication', {
      selector: { matchLabels: { a: 'b' } },
      portLevelMtls: { 80: { mode: 'DISABLE' } },
    }),
    istio('PeerAuthentication', { portLevelMtls: { 80: { mode: 'DISABLE' } } }),
    'spec.portLevelMtls',
  ],
  'istio-request-authentication': [
    istio('RequestAuthentication', { jwtRules: [{ issuer: 'a', jwksUri: 'https://a.com/jwks' }] }),
    istio('RequestAuthentication', { jwtRules: [{ issuer: 'a', jwksUri: 'a.com/jwks' }] }),
    'spec.jwtRules[0].jwksUri',
  ],
  'istio-telemetry': [
    istio('Telemetry', { tracing: [{ randomSamplingPercentage: 99.9 }] }),
    istio('Telemetry', { tracing: [{ randomSamplingPercentage: 101 }] }),
    'spec.tracing[0].randomSamplingPercentage',
  ],
  'istio-proxy-config': [
    istio('ProxyConfig', { concurrency: 0 }),
    istio('ProxyConfig', { concurrency: -1 }),
    'spec.concurrency',
  ],
};

describe("a rule of Istio's webhook", () => {
  it('has a text of its own each', () => {
    expect(validationRules.map(({ id }) => id)).toEqual([...VALIDATION_RULE_IDS]);
    expect(new Set(validationRules.map(({ title }) => title)).size).toBe(validationRules.length);
  });

  it.each(Object.entries(EXAMPLES))('%s tells what breaks it from what keeps it', (id, example) => {
    const [keeps, breaks, path] = example;

    expect(namesOf(keeps)).toEqual([]);
    expect(namesOf(breaks)).toContain(`${id} ${path}`);
    expect(new Set(namesOf(breaks).map((name) => name.split(' ')[0]))).toEqual(new Set([id]));
  });

  it('finds nothing in what is not of Istio', () => {
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'a' },
      spec: { ports: 1 },
    };

    expect(namesOf(service)).toEqual([]);
  });
});

function namesOf(manifest: Manifest): readonly string[] {
  const state = checkState([manifest]);
  return validationRules.flatMap(({ id, find }) => find(state).map(({ path }) => `${id} ${path}`));
}
