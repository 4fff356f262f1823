import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Testing } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { DestinationRule } from '../../imports/istio';

const root = resolve(__dirname, '../..');

it('what is committed is what `npm run imports` makes, byte for byte', () => {
  const out = mkdtempSync(join(tmpdir(), 'imports-test-'));
  try {
    execFileSync(process.execPath, [join(root, 'scripts/imports.mjs'), '--out', out], {
      stdio: 'pipe',
    });

    expect(filesOf(out)).toEqual(filesOf(join(root, 'imports')));
  } finally {
    rmSync(out, { recursive: true });
  }
}, 60_000);

describe.each([
  { module: 'istio', kind: 'DestinationRule', type: 'DestinationRuleSpec', missing: [] },
  { module: 'istio', kind: 'Gateway', type: 'GatewaySpec', missing: [] },
  {
    module: 'istio',
    kind: 'VirtualService',
    type: 'VirtualServiceSpec',
    // Another spelling of mirrorPercent.
    missing: ['http?[].mirror_percent?: number'],
  },
  { module: 'flagger', kind: 'AlertProvider', type: 'AlertProviderSpec', missing: [] },
  { module: 'flagger', kind: 'Canary', type: 'CanarySpec', missing: [] },
  { module: 'flagger', kind: 'MetricTemplate', type: 'MetricTemplateSpec', missing: [] },
  { module: 'gateway-api', kind: 'Gateway', type: 'GatewaySpec', missing: [] },
  { module: 'gateway-api', kind: 'HTTPRoute', type: 'HttpRouteSpec', missing: [] },
])('$kind of $module', ({ module, kind, type, missing }) => {
  const inSchema = fieldsOfSchema(specOf(module, kind), '');
  const inTypes = fieldsOfType(declarationsOf(module), type, '');

  it('has a property for each field of the schema, with its name, type and necessity', () => {
    expect(inSchema.filter((field) => !inTypes.includes(field))).toEqual(missing);
  });

  it('has no property that is not a field of the schema', () => {
    expect(inTypes.filter((field) => !inSchema.includes(field))).toEqual([]);
  });
});

it('the generated classes write the names of the schema too', () => {
  const chart = Testing.chart();
  const trafficPolicy = { outlierDetection: { consecutive5xxErrors: 5 } };
  new DestinationRule(chart, 'rule', { spec: { host: 'api', trafficPolicy } });

  expect(Testing.synth(chart)).toEqual([
    expect.objectContaining({ spec: { host: 'api', trafficPolicy } }),
  ]);
});

function filesOf(directory: string): Readonly<Record<string, string>> {
  const names = readdirSync(directory).filter((name) => name.endsWith('.ts'));
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(join(directory, name), 'utf8')]),
  );
}

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
  readonly enum?: readonly (string | number)[];
}

interface Crd {
  readonly spec: {
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly schema: { readonly openAPIV3Schema: Schema };
    }[];
  };
}

/** The schema of `spec`. In the files, the version we take is the first of each kind. */
function specOf(module: string, kind: string): Schema {
  const text = readFileSync(join(root, 'crds', `${module}.yaml`), 'utf8');
  const crds = parseAllDocuments(text).map((document) => document.toJS() as Crd);
  const crd = crds.find(({ spec }) => spec.names.kind === kind);
  return crd!.spec.versions[0]!.schema.openAPIV3Schema.properties!.spec!;
}

/** One line for each field: `host: string`, `hosts?[]: string`, `labels?.*: string`, `mode?: A|B`. */
function fieldsOfSchema(schema: Schema, at: string): readonly string[] {
  const { properties, required = [], additionalProperties, items } = schema;
  if (properties) {
    return Object.entries(properties).flatMap(([name, field]) =>
      fieldsOfSchema(field, below(at, required.includes(name) ? name : `${name}?`)),
    );
  }
  if (additionalProperties) return fieldsOfSchema(additionalProperties, `${at}.*`);
  if (items) return fieldsOfSchema(items, `${at}[]`);
  // The generated enums leave out the empty string; to Flagger's Go it is the absent field.
  if (schema.enum) return [`${at}: ${schema.enum.filter((value) => value !== '').join('|')}`];
  return [`${at}: ${schema.type === 'integer' ? 'number' : (schema.type ?? 'any')}`];
}

interface Declarations {
  readonly interfaces: ReadonlyMap<string, readonly { name: string; type: string }[]>;
  readonly enums: ReadonlyMap<string, string>;
}

/** Reads the generated code by its layout, which the first test pins. */
function declarationsOf(module: string): Declarations {
  const code = readFileSync(join(root, 'imports', `${module}.ts`), 'utf8');
  return {
    interfaces: new Map(
      [...code.matchAll(/^export interface (\w+) \{\n(.*?)^\}/gms)].map(([, name, body]) => [
        name!,
        [...body!.matchAll(/^ {2}readonly (\S+): (.*);$/gm)].map(([, field, type]) => ({
          name: field!,
          type: type!,
        })),
      ]),
    ),
    enums: new Map(
      [...code.matchAll(/^export enum (\w+) \{\n(.*?)^\}/gms)].map(([, name, body]) => [
        name!,
        [...body!.matchAll(/^ {2}\w+ = "?(.*?)"?,$/gm)].map(([, value]) => value).join('|'),
      ]),
    ),
  };
}

function fieldsOfType(declarations: Declarations, type: string, at: string): readonly string[] {
  const fields = declarations.interfaces.get(type);
  if (fields) {
    return fields.flatMap(({ name, type }) => fieldsOfType(declarations, type, below(at, name)));
  }
  const map = /^\{ \[key: string\]: (.*) \}$/.exec(type)?.[1];
  if (map !== undefined) return fieldsOfType(declarations, map, `${at}.*`);
  if (type.endsWith('[]')) return fieldsOfType(declarations, type.slice(0, -2), `${at}[]`);
  return [`${at}: ${declarations.enums.get(type) ?? type}`];
}

function below(at: string, name: string): string {
  return at === '' ? name : `${at}.${name}`;
}
