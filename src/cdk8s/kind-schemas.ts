import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { KindSchemas } from '../check/schema/kind-schemas';
import type { JsonObject } from '../manifest/manifest';

/**
 * The schemas that the package carries: Istio, Gateway API, Flagger, and Kubernetes' own kinds. Each file is
 * read at its first use. Throws what the file system throws: a package without them is broken.
 */
export function readKindSchemas(): KindSchemas {
  // found by name, for the compiled file is at another depth than the source
  const folder = join(dirname(require.resolve('cdk8s-canary/package.json')), 'schemas', 'kinds');
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const index = read('index.json') as Index;
  const bundles = new Map<string, Bundle>();
  const loaded = new Map<string, JsonObject>();
  const schemas = new Map<string, JsonObject | undefined>();

  const load = (place: string): JsonObject => {
    const [file = '', name] = place.split('#');
    if (name === undefined) return read(file) as JsonObject;
    const bundle = bundles.get(file) ?? (read(file) as Bundle);
    bundles.set(file, bundle);
    return { $ref: `#/definitions/${name}`, definitions: bundle.definitions };
  };
  // several versions of a kind may have one schema
  const loadOnce = (place: string): JsonObject => {
    const schema = loaded.get(place) ?? load(place);
    loaded.set(place, schema);
    return schema;
  };

  return {
    schemaOf: (apiVersion, kind) => {
      const key = `${apiVersion} ${kind}`;
      const known = schemas.get(key);
      if (known !== undefined || schemas.has(key)) return known;
      const [version = '', group = ''] = apiVersion.split('/').reverse();
      const place = index[`${group}/${kind}`]?.[version];
      const schema = place === undefined ? undefined : loadOnce(place);
      schemas.set(key, schema);
      return schema;
    },
    versionsOf: (groupKind) => Object.keys(index[groupKind] ?? {}),
  };
}

/** The file of each group, kind and version; after `#` the definition in it. */
type Index = Readonly<Record<string, Readonly<Record<string, string>>>>;

interface Bundle {
  readonly definitions: JsonObject;
}
