import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as ts from 'typescript';
import type { CanarySpecService, MetricTemplateSpec } from '../../imports/flagger';
import { HttpRouteSpecRulesFiltersRequestRedirectStatusCode as RedirectCode } from '../../imports/gateway-api';
import {
  type DestinationRuleProps,
  type DestinationRuleSpec,
  DestinationRuleSpecTrafficPolicyTlsMode,
  type GatewaySpec,
  type VirtualServiceSpec,
} from '../../imports/istio';
import type { JsonObject, Manifest } from '../../src/manifest/manifest';
import type { Plain } from '../../src/plan/plain';

typed('an enum field takes its plain value, or the enum', () => {
  accept<Plain<GatewaySpec>>({ servers: [server({ mode: 'SIMPLE' })] });
  accept<Plain<DestinationRuleSpec>>(rule({ tls: { mode: 'ISTIO_MUTUAL' } }));
  accept<Plain<DestinationRuleSpec>>(
    rule({ tls: { mode: DestinationRuleSpecTrafficPolicyTlsMode.MUTUAL } }),
  );
  accept<Plain<RedirectCode>>(301);
  accept<Plain<RedirectCode>>(RedirectCode.VALUE_302);
});

typed('an enum field refuses any other value', () => {
  // @ts-expect-error Istio has no mode PLAIN
  rule({ tls: { mode: 'PLAIN' } });
  // @ts-expect-error the spelling counts
  rule({ tls: { mode: 'simple' } });
  // @ts-expect-error a string that is not known to be a mode
  rule({ tls: { mode: 'simple'.toUpperCase() } });
  // @ts-expect-error no redirect
  accept<Plain<RedirectCode>>(200);
});

typed('an optional field takes undefined, at any depth', () => {
  rule(undefined);
  rule({ outlierDetection: { consecutive5xxErrors: undefined, interval: '10s' } });
  accept<Plain<CanarySpecService>>({ port: 80, targetPort: undefined });
});

typed('a required field takes neither undefined nor absence', () => {
  // @ts-expect-error host is required
  accept<Plain<DestinationRuleSpec>>({ trafficPolicy: {} });
  // @ts-expect-error host is a string
  accept<Plain<DestinationRuleSpec>>({ host: undefined });
  // @ts-expect-error a destination needs a host, also inside lists
  accept<Plain<VirtualServiceSpec>>({ http: [{ route: [{ destination: {} }] }] });
});

typed('a field that the schema does not have is refused', () => {
  // @ts-expect-error the field is outlierDetection
  rule({ outlierDetections: {} });
  // @ts-expect-error the spelling of the generated code, not of the schema
  rule({ outlierDetection: { consecutive5XxErrors: 5 } });
});

typed('a field with the wrong kind of value is refused', () => {
  // @ts-expect-error durations are strings
  rule({ outlierDetection: { interval: 10 } });
  // @ts-expect-error exportTo is a list
  accept<Plain<DestinationRuleSpec>>({ host: 'api', exportTo: '*' });
});

typed('everything is readonly, at any depth', () => {
  const spec = accept<Plain<DestinationRuleSpec>>({
    host: 'api',
    exportTo: ['.'],
    subsets: [{ name: 'primary', labels: { track: 'primary' } }],
  });
  // @ts-expect-error a field of an object
  spec.host = 'web';
  // @ts-expect-error the items of a list
  if (spec.exportTo) spec.exportTo[0] = '*';
  const subset = spec.subsets?.[0];
  // @ts-expect-error a field of an item of a list
  if (subset) subset.name = 'canary';
  // @ts-expect-error an entry of a map
  if (subset?.labels) subset.labels.track = 'canary';
});

typed('a readonly list is enough', () => {
  const hosts: readonly string[] = ['api.acme.com'];
  accept<Plain<VirtualServiceSpec>>({ hosts });
  // @ts-expect-error the generated interface wants a list it could change
  accept<VirtualServiceSpec>({ hosts });
});

typed('a map keeps the type of its values and refuses undefined', () => {
  accept<Plain<MetricTemplateSpec>>({ provider: { type: 'prometheus' }, query: 'vector(1)' });
  accept<Plain<DestinationRuleSpec>>({
    host: 'api',
    subsets: [{ name: 'v1', labels: { v: '1' } }],
  });
  // @ts-expect-error label values are strings
  accept<Plain<DestinationRuleSpec>>({ host: 'api', subsets: [{ name: 'v1', labels: { v: 1 } }] });
  accept<Plain<DestinationRuleSpec>>({
    host: 'api',
    // @ts-expect-error a label left out would select more pods
    subsets: [{ name: 'v1', labels: { v: undefined } }],
  });
});

typed('a field that the schema leaves open takes any JSON, and nothing else', () => {
  accept<Plain<CanarySpecService>>({ port: 80, targetPort: 'http' });
  accept<Plain<CanarySpecService>>({ port: 80, targetPort: 8080 });
  // @ts-expect-error a function is not JSON
  accept<Plain<CanarySpecService>>({ port: 80, targetPort: () => 8080 });
});

typed('an object typed this way is plain JSON and fits into a manifest without a cast', () => {
  const { metadata, spec } = accept<Plain<DestinationRuleProps>>({
    metadata: { name: 'api', namespace: undefined, ownerReferences: [] },
    spec: { host: 'api' },
  });
  accept<JsonObject | undefined>(metadata);
  accept<Manifest>({
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name: 'api', labels: metadata?.labels ?? {} },
    spec,
  });
});

/** Whether the cases run tells nothing about types, so the compiler is asked about their lines. */
function typed(name: string, cases: () => void): void {
  it(name, () => {
    cases();

    expect(problemsWithin(name)).toEqual([]);
  });
}

function accept<Shape>(value: Shape): Shape {
  return value;
}

function rule(
  trafficPolicy: Plain<DestinationRuleSpec>['trafficPolicy'],
): Plain<DestinationRuleSpec> {
  return { host: 'api', trafficPolicy };
}

type Server = NonNullable<Plain<GatewaySpec>['servers']>[number];

function server(tls: Server['tls']): Server {
  return { hosts: ['*'], port: { name: 'https', number: 443, protocol: 'HTTPS' }, tls };
}

/** What the compiler has to say about one test of this file, an unused `@ts-expect-error` included. */
function problemsWithin(name: string): readonly string[] {
  const start = source.indexOf(`typed('${name}'`);
  if (start < 0) throw new Error(`no test starts with typed('${name}'`);
  const end = source.indexOf('\n});', start);
  return diagnostics
    .filter((diagnostic) => diagnostic.start >= start && diagnostic.start < end)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

const source = readFileSync(__filename, 'utf8');
const diagnostics = diagnose();

function diagnose(): readonly ts.DiagnosticWithLocation[] {
  const root = resolve(__dirname, '../..');
  const { config } = ts.readConfigFile(resolve(root, 'tsconfig.json'), (path) =>
    readFileSync(path, 'utf8'),
  ) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram([__filename], options);
  const file = program.getSourceFile(__filename);
  return program
    .getSemanticDiagnostics(file)
    .filter((diagnostic): diagnostic is ts.DiagnosticWithLocation => diagnostic.file === file);
}
