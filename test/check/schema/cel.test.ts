import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readKindSchemas } from '../../../src/cdk8s/kind-schemas';
import { compileCel } from '../../../src/check/schema/cel-environment';
import { validateSchema } from '../../../src/check/schema/validate-schema';
import type { JsonObject } from '../../../src/manifest/manifest';

const schemas = readKindSchemas();
const TARGET = { group: '', kind: 'Service', name: 'foo' };
const listener = (fields: JsonObject): JsonObject => ({
  name: 'http',
  port: 80,
  protocol: 'HTTP',
  ...fields,
});

describe('a rule in CEL', () => {
  it('is one that we can evaluate, in every schema of the package', () => {
    const rules = allRules();

    expect(rules.length).toBeGreaterThan(90);
    expect(rules.filter((rule) => !compiles(rule))).toEqual([]);
  });

  it.each<[string, string, JsonObject, string]>([
    [
      'a duration below a millisecond',
      'networking.istio.io/v1/VirtualService',
      { hosts: ['a'], http: [{ timeout: '1us' }] },
      'spec.http[0].timeout',
    ],
    [
      'a duration that is none',
      'networking.istio.io/v1/VirtualService',
      { hosts: ['a'], http: [{ timeout: '5' }] },
      'spec.http[0].timeout',
    ],
    [
      'a wildcard in a selector',
      'networking.istio.io/v1/DestinationRule',
      { host: 'a', workloadSelector: { matchLabels: { a: '*' } } },
      'spec.workloadSelector.matchLabels.a',
    ],
    [
      'a port above 65535',
      'networking.istio.io/v1/ServiceEntry',
      { hosts: ['a.b'], ports: [{ name: 'a', number: 99_999 }] },
      'spec.ports[0].number',
    ],
    [
      'ports of one number',
      'networking.istio.io/v1/ServiceEntry',
      {
        hosts: ['a.b'],
        ports: [
          { name: 'a', number: 1 },
          { name: 'b', number: 1 },
        ],
      },
      'spec.ports',
    ],
    [
      'endpoints that nothing resolves',
      'networking.istio.io/v1/ServiceEntry',
      { hosts: ['a.b'], endpoints: [{ address: '1.2.3.4' }] },
      'spec',
    ],
    [
      'a Unix socket without a path',
      'networking.istio.io/v1/WorkloadEntry',
      { address: 'unix://a' },
      'spec.address',
    ],
    [
      'a port that is no number',
      'security.istio.io/v1/PeerAuthentication',
      { selector: { matchLabels: { a: 'b' } }, portLevelMtls: { a: {} } },
      'spec.portLevelMtls',
    ],
    [
      'a selector beside a target',
      'security.istio.io/v1/AuthorizationPolicy',
      { selector: { matchLabels: { a: 'b' } }, targetRef: TARGET },
      'spec',
    ],
    [
      'keys at an address without a scheme',
      'security.istio.io/v1/RequestAuthentication',
      { jwtRules: [{ issuer: 'a', jwksUri: 'hTPp\\\\blah' }] },
      'spec.jwtRules[0].jwksUri',
    ],
    [
      'a tag without a value',
      'telemetry.istio.io/v1/Telemetry',
      { metrics: [{ overrides: [{ tagOverrides: { a: { operation: 'UPSERT' } } }] }] },
      'spec.metrics[0].overrides[0].tagOverrides.a',
    ],
    [
      'a listener of TLS without a mode',
      'gateway.networking.k8s.io/v1/Gateway',
      { gatewayClassName: 'istio', listeners: [listener({ protocol: 'TLS' })] },
      'spec.listeners',
    ],
    [
      'two listeners of one port',
      'gateway.networking.k8s.io/v1/Gateway',
      { gatewayClassName: 'istio', listeners: [listener({}), listener({ name: 'b' })] },
      'spec.listeners',
    ],
    [
      'a Service without a port',
      'gateway.networking.k8s.io/v1/HTTPRoute',
      { rules: [{ backendRefs: [{ name: 'a' }] }] },
      'spec.rules[0].backendRefs[0]',
    ],
    [
      'a path that is not normal',
      'gateway.networking.k8s.io/v1/HTTPRoute',
      { rules: [{ matches: [{ path: { value: '/a/../b' } }] }] },
      'spec.rules[0].matches[0].path',
    ],
    [
      'a redirect beside a backend',
      'gateway.networking.k8s.io/v1/HTTPRoute',
      {
        rules: [
          {
            backendRefs: [{ name: 'a', port: 80 }],
            filters: [{ type: 'RequestRedirect', requestRedirect: {} }],
          },
        ],
      },
      'spec.rules[0]',
    ],
    [
      'a backend that waits longer than the request',
      'gateway.networking.k8s.io/v1/HTTPRoute',
      { rules: [{ timeouts: { request: '1s', backendRequest: '2s' } }] },
      'spec.rules[0].timeouts',
    ],
    [
      'a method of gRPC with a slash',
      'gateway.networking.k8s.io/v1/GRPCRoute',
      { rules: [{ matches: [{ method: { service: 'a/b' } }] }] },
      'spec.rules[0].matches[0].method',
    ],
  ])('is broken by %s', (_, kind, spec, path) => {
    const faults = faultsOf(kind, spec);

    expect(faults.filter((fault) => fault.startsWith('cel '))).toEqual([`cel ${path}`]);
  });

  it.each<[string, string, JsonObject]>([
    [
      'a VirtualService with durations',
      'networking.istio.io/v1/VirtualService',
      {
        hosts: ['a'],
        http: [{ timeout: '1h1m1.5s', retries: { attempts: 1, perTryTimeout: '250ms' } }],
      },
    ],
    [
      'an HTTPRoute with defaults',
      'gateway.networking.k8s.io/v1/HTTPRoute',
      {
        parentRefs: [{ name: 'a' }, { name: 'b' }],
        rules: [{ matches: [{}], backendRefs: [{ name: 'a', port: 80 }] }],
      },
    ],
    [
      'a Gateway with two hosts on a port',
      'gateway.networking.k8s.io/v1/Gateway',
      {
        gatewayClassName: 'istio',
        listeners: [listener({ hostname: 'a.b' }), listener({ name: 'b', hostname: 'c.d' })],
      },
    ],
    [
      'a GRPCRoute with capitals',
      'gateway.networking.k8s.io/v1/GRPCRoute',
      { rules: [{ matches: [{ method: { service: 'Foo.Bar', method: 'Get' } }] }] },
    ],
    [
      'a ServiceEntry with DNS',
      'networking.istio.io/v1/ServiceEntry',
      {
        hosts: ['a.b'],
        ports: [{ name: 'a', number: 443 }],
        resolution: 'DNS',
        endpoints: [{ address: 'c.d' }],
      },
    ],
  ])('is kept by %s', (_, kind, spec) => {
    expect(faultsOf(kind, spec)).toEqual([]);
  });

  it('sees what is left when unknown fields are dropped', () => {
    const faults = faultsOf('networking.istio.io/v1/VirtualService', {
      hosts: ['a'],
      http: [{ timeout: '0s', a: 1 }],
    });

    expect(faults).toEqual(['unknown-field spec.http[0].a', 'cel spec.http[0].timeout']);
  });
});

function faultsOf(apiKind: string, spec: JsonObject): readonly string[] {
  const slash = apiKind.lastIndexOf('/');
  const [apiVersion, kind] = [apiKind.slice(0, slash), apiKind.slice(slash + 1)];
  const faults = validateSchema({ apiVersion, kind, metadata: { name: 'web' }, spec }, schemas);
  return faults.map((fault) => `${fault.kind} ${fault.path}`);
}

function allRules(): readonly string[] {
  const folder = join(__dirname, '../../../schemas/kinds');
  const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  const rules = texts.flatMap((text) => [...text.matchAll(/"rule":("(?:[^"\\]|\\.)*")/gu)]);
  return [...new Set(rules.map(([, rule]) => JSON.parse(rule ?? '""') as string))];
}

function compiles(rule: string): boolean {
  try {
    compileCel(rule);
    return true;
  } catch {
    return false;
  }
}
