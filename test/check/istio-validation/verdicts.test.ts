import { validateIstio } from '../../../src/check/istio-validation/validate-istio';
import type { JsonObject, Manifest } from '../../../src/manifest/manifest';
import { httpRule, istio, policy, server, tls, TO_BAZ } from './objects';

// Verdicts of Istio's own tests of its validation (pkg/config/validation, 1.30), as facts about objects of ours.

const PAIR = { serverCertificate: 'c', privateKey: 'k' };
const HTTP_PORT = { number: 80, name: 'http', protocol: 'http' };
const match = (...matches: readonly JsonObject[]): Manifest => httpRule({ match: matches });
const hash = (consistentHash: JsonObject): Manifest => policy({ loadBalancer: { consistentHash } });
const locality = (localityLbSetting: JsonObject): Manifest =>
  policy({ loadBalancer: { localityLbSetting }, outlierDetection: { minHealthPercent: 1 } });
const service = (gateways: readonly string[], hosts: readonly string[] = ['foo.bar']): Manifest =>
  istio('VirtualService', { hosts, gateways, http: [{ route: TO_BAZ }] });
const sni = (host: string, fields: JsonObject = {}): Manifest =>
  istio('VirtualService', {
    hosts: ['foo.bar'],
    tls: [{ match: [{ sniHosts: [host] }], route: TO_BAZ }],
    ...fields,
  });
const entry = (fields: JsonObject): Manifest =>
  istio('ServiceEntry', { hosts: ['foo.com'], ports: [HTTP_PORT], resolution: 'DNS', ...fields });
const clientTls = (fields: JsonObject): Manifest => policy({ tls: fields });
const CLAIM = '@request.auth.claims.group';
const ONE_MIB = 1024 * 1024;

describe('the webhook refuses', () => {
  it.each<[string, Manifest]>([
    ['a gateway without servers', istio('Gateway', {})],
    ['a hidden namespace at a gateway', server({ hosts: ['~/foo.bar.com'] })],
    ['a wildcard in the middle of a host', server({ hosts: ['ns1/foo.*.bar.com'] })],
    ['a protocol that it does not know', server({ port: { ...HTTP_PORT, protocol: 'kafka' } })],
    ['a port without a name', server({ port: { number: 1, protocol: 'http' } })],
    ['a target port at a gateway', server({ port: { ...HTTP_PORT, targetPort: 8080 } })],
    ['a port beside a Unix socket', server({ port: HTTP_PORT, bind: 'unix://@foobar' })],
    ['TLS on a port of TCP', server({ port: { ...HTTP_PORT, protocol: 'TCP' }, tls: {} })],
    ['a certificate on a port of HTTP', server({ tls: { httpsRedirect: true, privateKey: 'k' } })],
    ['certificates beside ISTIO_MUTUAL', tls({ mode: 'ISTIO_MUTUAL', credentialName: 'c' })],
    ['certificates from two places', tls({ mode: 'SIMPLE', ...PAIR, tlsCertificates: [PAIR] })],
    [
      'one of several certificates without a key',
      tls({ mode: 'SIMPLE', tlsCertificates: [PAIR, { serverCertificate: 'c' }] }),
    ],
    ['OPTIONAL_MUTUAL without an authority', tls({ mode: 'OPTIONAL_MUTUAL', ...PAIR })],
    ['a revocation list with SIMPLE', tls({ mode: 'SIMPLE', ...PAIR, caCrl: 'l' })],
    ['a header name with a quote', match({ headers: { 'illegal"char': { exact: 'a' } } })],
    ['a pseudo header that is none', match({ headers: { '::': { exact: 'a' } } })],
    ['an empty regex', match({ queryParams: { q: { regex: '' } } })],
    ['look-ahead in a regex', match({ uri: { regex: '/(?=a)' } })],
    ['a regex above 1024 bytes', match({ uri: { regex: 'a'.repeat(1025) } })],
    ['an empty prefix of a method', match({ method: { prefix: '' } })],
    ['a claim of a token in the mesh', match({ headers: { [CLAIM]: { exact: 'a' } } })],
    [
      'a claim of a token without a header, in the mesh',
      match({ withoutHeaders: { [CLAIM]: { exact: 'a' } } }),
    ],
    ['a namespace that is none', match({ sourceNamespace: 'a.b' })],
    ['an origin that says nothing', httpRule({ corsPolicy: { allowOrigins: [{ exact: '' }] } })],
    ['an exposed header without a name', httpRule({ corsPolicy: { exposeHeaders: [''] } })],
    ['an age finer than a second', httpRule({ corsPolicy: { maxAge: '1500ms' } })],
    ['a fault that does nothing', httpRule({ fault: {} })],
    ['an abort with a status of 100', httpRule({ fault: { abort: { httpStatus: 100 } } })],
    ['an abort of HTTP/2', httpRule({ fault: { abort: { http2Error: 'x' } } })],
    ['an exponential delay', httpRule({ fault: { delay: { exponentialDelay: '1s' } } })],
    [
      'a delay for -10 %',
      httpRule({ fault: { delay: { fixedDelay: '1s', percentage: { value: -10 } } } }),
    ],
    ['a delay of 3 s and 42 ns', httpRule({ fault: { delay: { fixedDelay: '3.000000042s' } } })],
    ['retries with -1 attempts', httpRule({ retries: { attempts: -1 } })],
    [
      'localities of retries that are switched off',
      httpRule({ retries: { attempts: 0, retryRemoteLocalities: false } }),
    ],
    ['retries on a status of 600', httpRule({ retries: { attempts: 1, retryOn: '600' } })],
    [
      'a wait of nanoseconds between retries',
      httpRule({ retries: { attempts: 1, backoff: '999ns' } }),
    ],
    [
      'both ways to rewrite a path',
      httpRule({ rewrite: { uri: '/', uriRegexRewrite: { match: 'a', rewrite: 'b' } } }),
    ],
    [
      'a regex rewrite without what to write',
      httpRule({ rewrite: { uriRegexRewrite: { match: 'a' } } }),
    ],
    ['a redirect with status 400', httpRule({ redirect: { uri: '/', redirectCode: 400 } })],
    ['a redirect to port 70000', httpRule({ redirect: { port: 70_000 } })],
    [
      'a body above 1 MiB',
      httpRule({ directResponse: { status: 200, body: { string: 'a'.repeat(ONE_MIB + 1) } } }),
    ],
    [
      'a direct response with a fault',
      httpRule({ directResponse: { status: 200 }, fault: { abort: { httpStatus: 500 } } }),
    ],
    ['a rule that does nothing', istio('VirtualService', { hosts: ['a.b'], http: [{}] })],
    ['an empty rule for null', istio('VirtualService', { hosts: ['a.b'], http: [null] })],
    ['a header without a name', httpRule({ headers: { request: { remove: [''] } } })],
    ['the host of a response', httpRule({ headers: { response: { add: { Host: 'a' } } } })],
    [
      'an authority that is set twice',
      httpRule({ rewrite: { authority: 'a' }, headers: { request: { set: { host: 'b' } } } }),
    ],
    ['101 % of mirrors', httpRule({ mirrorPercent: 101 })],
    ['-1 % of mirrors', httpRule({ mirrorPercentage: { value: -1 } })],
    ['a root that routes', httpRule({ delegate: { name: 'd' }, route: TO_BAZ })],
    [
      'a delegate that delegates',
      istio('VirtualService', { http: [{ delegate: { name: 'd' }, route: TO_BAZ }] }),
    ],
    ['a delegate with TCP rules', istio('VirtualService', { tcp: [{ route: TO_BAZ }] })],
    ['a namespace of a gateway that is a wildcard', service(['*/gateway'])],
    ['a gateway with a bad letter', service(['b@dgateway'])],
    ['hosts that overlap', service([], ['*.foo.bar', '*.bar'])],
    ['every host in the mesh, with another gateway too', service(['mesh', 'edge'], ['*'])],
    [
      'a TCP rule without a route',
      istio('VirtualService', { hosts: ['a.b'], tcp: [{ match: [{ port: 1 }] }] }),
    ],
    [
      'a TLS rule without conditions',
      istio('VirtualService', { hosts: ['a.b'], tls: [{ route: TO_BAZ }] }),
    ],
    ['a wildcard in the middle of an SNI host', sni('foo.*.com')],
    [
      'a traffic policy of a subset with an empty pool',
      istio('DestinationRule', {
        host: 'a',
        subsets: [{ name: 'b', trafficPolicy: { connectionPool: {} } }],
      }),
    ],
    ['-1 connections', policy({ connectionPool: { tcp: { maxConnections: -1 } } })],
    [
      "an upgrade beside the client's protocol",
      policy({ connectionPool: { http: { h2UpgradePolicy: 'UPGRADE', useClientProtocol: true } } }),
    ],
    [
      'a tunnel beside the PROXY protocol',
      policy({ tunnel: { targetHost: 'a.b', targetPort: 1 }, proxyProtocol: {} }),
    ],
    [
      'a tunnel of another protocol',
      policy({ tunnel: { protocol: 'GET', targetHost: 'a.b', targetPort: 1 } }),
    ],
    ['a cookie without a name', hash({ httpCookie: { ttl: '1h' } })],
    [
      'attributes of a cookie with one name',
      hash({ httpCookie: { name: 'c', attributes: [{ name: 'a' }, { name: 'a' }] } }),
    ],
    ['a maglev table of 1000', hash({ maglev: { tableSize: 1000 } })],
    ['a ring size beside maglev', hash({ minimumRingSize: 1024, maglev: { tableSize: 65_537 } })],
    [
      'distribution beside failover',
      locality({ distribute: [{ from: 'a', to: { a: 100 } }], failover: [{ from: 'a', to: 'b' }] }),
    ],
    ['a failover to the same region', locality({ failover: [{ from: 'a', to: 'a' }] })],
    ['a failover between zones', locality({ failover: [{ from: 'a/b', to: 'c' }] })],
    [
      'a zone beside its region',
      locality({ distribute: [{ from: 'a', to: { 'b/c': 50, b: 50 } }] }),
    ],
    [
      'localities after every other one',
      locality({
        distribute: [
          { from: '*', to: { a: 100 } },
          { from: 'b', to: { b: 100 } },
        ],
      }),
    ],
    ['a warm-up without a duration', policy({ loadBalancer: { warmup: { minimumPercent: 5 } } })],
    [
      'a warm-up of little aggression',
      policy({ loadBalancer: { warmup: { duration: '1m', aggression: 0.3 } } }),
    ],
    [
      'an authority that is not looked at',
      clientTls({ mode: 'SIMPLE', caCertificates: 'c', insecureSkipVerify: true }),
    ],
    [
      'names that are not looked at',
      clientTls({
        mode: 'MUTUAL',
        ...{ clientCertificate: 'c', privateKey: 'k' },
        subjectAltNames: ['a'],
        insecureSkipVerify: true,
      }),
    ],
    [
      'files beside a credential',
      clientTls({ mode: 'SIMPLE', credentialName: 'c', caCertificates: 'c' }),
    ],
    [
      'a rule for some workloads in all namespaces',
      istio('DestinationRule', {
        host: 'a',
        exportTo: ['*'],
        workloadSelector: { matchLabels: { a: 'b' } },
      }),
    ],
    ['ranges of addresses that DNS resolves', entry({ addresses: ['10.0.0.0/8'] })],
    [
      'endpoints that nothing resolves',
      entry({ resolution: 'NONE', endpoints: [{ address: '1.1.1.1' }] }),
    ],
    [
      'two endpoints in a round robin',
      entry({ resolution: 'DNS_ROUND_ROBIN', endpoints: [{ address: 'a.b' }, { address: 'c.d' }] }),
    ],
    ['a wildcard that DNS is asked for', entry({ hosts: ['*.foo.com'] })],
    [
      'a port that the entry does not have',
      entry({ endpoints: [{ address: 'a.b', ports: { other: 80 } }] }),
    ],
    [
      'two hosts on a port of TCP',
      entry({ hosts: ['a.b', 'c.d'], ports: [{ number: 1, name: 'tcp', protocol: 'TCP' }] }),
    ],
    ['a hidden entry that is shown', entry({ exportTo: ['~', 'other'] })],
    ['an empty Sidecar', istio('Sidecar', {})],
    [
      'a listener for all ports before another',
      istio('Sidecar', { egress: [{ hosts: ['*/*'] }, { hosts: ['*/*'], port: HTTP_PORT }] }),
    ],
    [
      'a default endpoint elsewhere',
      istio('Sidecar', { ingress: [{ port: HTTP_PORT, defaultEndpoint: '1.1.1.1:90' }] }),
    ],
    ['a denial without rules', istio('AuthorizationPolicy', { action: 'DENY' })],
    [
      'a provider of an ALLOW',
      istio('AuthorizationPolicy', { provider: { name: 'p' }, rules: [{}] }),
    ],
    [
      'a template in part of a path',
      istio('AuthorizationPolicy', { rules: [{ to: [{ operation: { paths: ['/a{*}'] } }] }] }),
    ],
    [
      'an attribute that it does not know',
      istio('AuthorizationPolicy', { rules: [{ when: [{ key: 'source.name', values: ['a'] }] }] }),
    ],
  ])('%s', (_, manifest) => {
    expect(verdictOf(manifest)).toContain('error');
  });
});

describe('the webhook accepts without a word', () => {
  it.each<[string, Manifest]>([
    ['a redirect from HTTP to HTTPS', server({ tls: { httpsRedirect: true } })],
    ['a secret instead of certificates', tls({ mode: 'MUTUAL', credentialName: 'c' })],
    ['half a pair beside a secret', tls({ mode: 'SIMPLE', privateKey: 'k', credentialName: 'c' })],
    ['a revocation list beside a secret', tls({ mode: 'SIMPLE', caCrl: 'l', credentialName: 'c' })],
    ['two secrets', tls({ mode: 'MUTUAL', credentialNames: ['a', 'b'] })],
    ['odd letters in the name of a header', match({ headers: { 'funky!$#_': { exact: 'a' } } })],
    ['the authority as a header', match({ headers: { ':authority': { exact: 'a' } } })],
    [
      'presence of a header, and its absence',
      match({ headers: { a: {} }, withoutHeaders: { b: { regex: '*' } } }),
    ],
    [
      'a claim of a token at a gateway',
      istio('VirtualService', {
        hosts: ['a.b'],
        gateways: ['edge'],
        http: [{ match: [{ headers: { [CLAIM]: { exact: 'a' } } }], route: TO_BAZ }],
      }),
    ],
    [
      'weights above 100',
      httpRule({
        route: [
          { destination: { host: 'a' }, weight: 550 },
          { destination: { host: 'b' }, weight: 500 },
        ],
      }),
    ],
    ['a null match', match(...([null] as unknown as JsonObject[]))],
    [
      'a variable in a header',
      httpRule({ headers: { request: { set: { a: 'x %REQ(a)% %START_TIME(%s)%' } } } }),
    ],
    [
      'an authority that is set once',
      httpRule({ headers: { request: { set: { ':authority': 'a' } } } }),
    ],
    ['retries that are switched off', httpRule({ retries: { attempts: 0 } })],
    ['a derived port of a redirect', httpRule({ redirect: { derivePort: 'FROM_REQUEST_PORT' } })],
    [
      'names that Istio makes, at a gateway',
      sni('outbound_.15010_._.istiod.istio-system.svc.cluster.local', {
        hosts: ['outbound_.15010_._.istiod.istio-system.svc.cluster.local'],
        gateways: ['ns1/gateway'],
      }),
    ],
    ['every host at a gateway', service(['edge'], ['*'])],
    ['an address as a host', service([], ['10.1.1.1'])],
    ['a dot at the end of a host', service([], ['foo.bar.'])],
    [
      'two prefixes of which the longer is first',
      istio('VirtualService', {
        hosts: ['a.b'],
        http: [
          { match: [{ uri: { prefix: '/a/b' } }], route: TO_BAZ },
          { match: [{ uri: { prefix: '/a' } }], route: TO_BAZ },
        ],
      }),
    ],
    [
      'a prefix and an exact path in it',
      match({ uri: { prefix: '/' } }, { uri: { exact: '/' }, method: { exact: 'GET' } }),
    ],
    [
      'a TCP timeout of half a millisecond, which is none',
      policy({ connectionPool: { tcp: { idleTimeout: '500us' } } }),
    ],
    ['a subset of every pod', istio('DestinationRule', { host: 'a', subsets: [{ name: 'b' }] })],
    ['numbers in quotes', httpRule({ route: [{ destination: { host: 'a' }, weight: '50' }] })],
    ['fields that it does not know', httpRule({ wieght: 50 })],
    [
      'names of fields as protocol buffers have them',
      httpRule({ redirect: { uri: '/', redirect_code: 301 } }),
    ],
    ['no names beside no verifying', clientTls({ mode: 'SIMPLE', insecureSkipVerify: true })],
    [
      'a credential beside no verifying, with mutual TLS',
      clientTls({ mode: 'MUTUAL', credentialName: 'c', insecureSkipVerify: true }),
    ],
    [
      'regions and zones of others',
      locality({ distribute: [{ from: 'a/b/*', to: { 'a/b/*': 80, 'a/c/*': 20 } }] }),
    ],
    ['a hidden entry', entry({ exportTo: ['~'] })],
    [
      'an endpoint with an address and DNS',
      entry({ endpoints: [{ address: '1.1.1.1', ports: { http: 80 } }] }),
    ],
    [
      'a denial of an address',
      istio('AuthorizationPolicy', {
        action: 'DENY',
        rules: [{ from: [{ source: { ipBlocks: ['1.1.1.1'] } }] }],
      }),
    ],
    [
      'templates in a path',
      istio('AuthorizationPolicy', {
        rules: [{ to: [{ operation: { paths: ['/a/{*}/b/{**}'] } }] }],
      }),
    ],
  ])('%s', (_, manifest) => {
    expect(verdictOf(manifest)).toEqual([]);
  });
});

describe('the webhook warns of', () => {
  it.each<[string, Manifest]>([
    ['a redirect on a port of HTTPS', tls({ httpsRedirect: true })],
    ['three certificates', tls({ mode: 'SIMPLE', tlsCertificates: [PAIR, PAIR, PAIR] })],
    [
      'a cipher that Envoy does not know',
      tls({ mode: 'SIMPLE', credentialName: 'c', cipherSuites: ['no-cipher'] }),
    ],
    [
      'TLS 1.1 without ciphers',
      tls({ mode: 'SIMPLE', credentialName: 'c', minProtocolVersion: 'TLSV1_1' }),
    ],
    ['the old form of gateways', service(['gateway.example.com'])],
    [
      'a body above 100 KiB',
      httpRule({
        directResponse: {
          status: 200,
          body: { bytes: Buffer.alloc(101 * 1024).toString('base64') },
        },
      }),
    ],
    ['an address as SNI', sni('1.1.1.1')],
    [
      'the same conditions twice in one rule',
      match({ name: 'a', port: 80 }, { name: 'b', port: 80 }),
    ],
    [
      'a prefix that a shorter one takes',
      match({ uri: { prefix: '/a' } }, { uri: { prefix: '/ab' }, method: { exact: 'GET' } }),
    ],
    [
      'failover without outlier detection',
      policy({ loadBalancer: { localityLbSetting: { failover: [{ from: 'a', to: 'b' }] } } }),
    ],
    ['the old size of a ring', hash({ minimumRingSize: 1024 })],
    [
      'TCP without an address',
      entry({ resolution: 'NONE', ports: [{ number: 1, name: 'tcp', protocol: 'TCP' }] }),
    ],
    [
      'two hosts with an address and HTTPS',
      entry({
        hosts: ['a.b', 'c.d'],
        addresses: ['1.1.1.1'],
        ports: [{ number: 443, name: 'https', protocol: 'https' }],
      }),
    ],
    [
      'hosts that others of the Sidecar cover',
      istio('Sidecar', { egress: [{ hosts: ['./*', './a.b'] }] }),
    ],
    ['a workload in a network without an address', istio('WorkloadEntry', { network: 'n' })],
    [
      'a denial by methods alone',
      istio('AuthorizationPolicy', {
        action: 'DENY',
        rules: [{ to: [{ operation: { methods: ['GET'] } }] }],
      }),
    ],
    ['a selector without labels', istio('PeerAuthentication', { selector: {} })],
  ])('%s', (_, manifest) => {
    expect(new Set(verdictOf(manifest))).toEqual(new Set(['warning']));
  });

  it('nothing that it loses on its way up: of ports, subsets, aborts and conditions', () => {
    const balancer = { loadBalancer: { consistentHash: { minimumRingSize: 1 } } };

    expect(
      [
        policy({ portLevelSettings: [{ port: { number: 1 }, ...balancer }] }),
        istio('DestinationRule', { host: 'a', subsets: [{ name: 'b', trafficPolicy: balancer }] }),
        httpRule({ fault: { abort: {} } }),
        match({ gateways: ['edge.infra'] }),
      ].flatMap(verdictOf),
    ).toEqual([]);
  });
});

function verdictOf(manifest: Manifest): readonly string[] {
  return validateIstio(manifest).map(({ severity }) => severity);
}
