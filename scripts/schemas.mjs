// Writes schemas/kinds/ from crds/*.yaml and schemas/kinds/kubernetes.json:
// `node scripts/schemas.mjs [--out DIR]`. Works offline; the same input gives the same bytes.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseAllDocuments } from 'yaml';

const root = resolve(import.meta.dirname, '..');
const BUILT_INS = 'kubernetes.json';
const OBJECT_META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

const { values } = parseArgs({
  options: { out: { type: 'string', default: join(root, 'schemas/kinds') } },
});
const { definitions } = JSON.parse(readFileSync(join(root, 'schemas/kinds', BUILT_INS), 'utf8'));
writeSchemas(values.out);

function writeSchemas(out) {
  mkdirSync(out, { recursive: true });
  const index = {};
  for (const [name, definition] of Object.entries(definitions)) {
    for (const { group, version, kind } of definition['x-kubernetes-group-version-kind'] ?? []) {
      add(index, `${group}/${kind}`, version, `${BUILT_INS}#${name}`);
    }
  }
  for (const crd of readCrds()) {
    const { group, names, versions } = crd.spec;
    const files = new Map();
    for (const { name, served, schema } of versions) {
      if (!served) continue;
      const text = `${JSON.stringify(withObjectMeta(schema.openAPIV3Schema))}\n`;
      if (!files.has(text)) files.set(text, `${group}.${names.kind}.${name}.json`);
      add(index, `${group}/${names.kind}`, name, files.get(text));
    }
    for (const [text, file] of files) writeFileSync(join(out, file), text);
  }
  const sorted = Object.fromEntries(Object.entries(index).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(join(out, 'index.json'), `${JSON.stringify(sorted, null, 2)}\n`);
}

function add(index, kind, version, file) {
  index[kind] = { ...index[kind], [version]: file };
}

function readCrds() {
  const folder = join(root, 'crds');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .flatMap((file) => parseAllDocuments(readFileSync(join(folder, file), 'utf8')))
    .map((document) => document.toJS())
    .filter((object) => object?.kind === 'CustomResourceDefinition');
}

/** A CRD leaves metadata to the API server, which takes the fields of ObjectMeta. */
function withObjectMeta(schema) {
  const { apiVersion, kind, metadata, ...rest } = schema.properties;
  const properties = {
    apiVersion: apiVersion ?? { type: 'string' },
    kind: kind ?? { type: 'string' },
    metadata: inlined(OBJECT_META),
    ...rest,
  };
  return { ...schema, properties };
}

function inlined(name) {
  const resolveIn = (value) => {
    if (Array.isArray(value)) return value.map(resolveIn);
    if (typeof value !== 'object' || value === null) return value;
    if (typeof value.$ref === 'string') return inlined(value.$ref.split('/').at(-1));
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolveIn(one)]));
  };
  return resolveIn(definitions[name]);
}
