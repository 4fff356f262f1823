import { isList, isObject } from './equal';
import type { Json, JsonObject, Manifest } from './manifest';

/** A ConfigMap or Secret that another object names. */
export interface ConfigReference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
}

type Rename = (reference: ConfigReference) => string;

/** Fields whose value is an object that names a ConfigMap or Secret, and the field that holds the name. */
const BY_OBJECT: Readonly<Record<string, readonly [ConfigReference['kind'], string]>> = {
  configMap: ['ConfigMap', 'name'],
  configMapRef: ['ConfigMap', 'name'],
  configMapKeyRef: ['ConfigMap', 'name'],
  secret: ['Secret', 'secretName'],
  secretRef: ['Secret', 'name'],
  secretKeyRef: ['Secret', 'name'],
  nodePublishSecretRef: ['Secret', 'name'],
};

/** A projected volume says `secret: { name }` where a plain volume says `secret: { secretName }`. */
const BY_OBJECT_TOO: typeof BY_OBJECT = { secret: ['Secret', 'name'] };

/** Fields whose value is the name of a Secret: Ingress TLS, Istio Gateway TLS. */
const BY_NAME: ReadonlySet<string> = new Set(['secretName', 'credentialName']);

/** Fields that list `{ name }` of Secrets: pods and ServiceAccounts. */
const BY_LIST: ReadonlySet<string> = new Set(['imagePullSecrets', 'secrets']);

/** The ConfigMaps and Secrets that an object, or a part of one such as a pod template, refers to by name. */
export function configReferences(value: Json | undefined): readonly ConfigReference[] {
  const found = new Map<string, ConfigReference>();
  renameConfigReferences(value ?? null, (reference) => {
    found.set(`${reference.kind}/${reference.name}`, reference);
    return reference.name;
  });
  return [...found.values()];
}

/** The value with every reference to a ConfigMap or Secret renamed; parts without one are shared. */
export function renameConfigReferences(value: Json, rename: Rename): Json {
  if (isList(value)) {
    const items = value.map((item) => renameConfigReferences(item, rename));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  return isObject(value) ? renameInObject(value, rename) : value;
}

/** Whether a manifest is a ConfigMap or a Secret. */
export function isConfig(manifest: Manifest): boolean {
  return manifest.apiVersion === 'v1' && ['ConfigMap', 'Secret'].includes(manifest.kind);
}

function renameInObject(object: JsonObject, rename: Rename): JsonObject {
  let result: Record<string, Json | undefined> | undefined;
  for (const [field, value] of Object.entries(object)) {
    if (value === undefined || field === 'metadata') {
      // a pod template's metadata names no configuration, and annotations may say anything
      continue;
    }
    const renamed = renameField(field, value, rename);
    if (renamed !== value) (result ??= { ...object })[field] = renamed;
  }
  return result ?? object;
}

function renameField(field: string, value: Json, rename: Rename): Json {
  if (typeof value === 'string') {
    return BY_NAME.has(field) ? rename({ kind: 'Secret', name: value }) : value;
  }
  if (BY_LIST.has(field) && isList(value)) {
    const items = value.map((item) => renameName(item, ['Secret', 'name'], rename));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  const known = BY_OBJECT[field];
  if (known === undefined || !isObject(value)) return renameConfigReferences(value, rename);
  const named = renameName(value, known, rename);
  const other = BY_OBJECT_TOO[field];
  return other === undefined ? named : renameName(named, other, rename);
}

function renameName(
  value: Json,
  [kind, field]: readonly [ConfigReference['kind'], string],
  rename: Rename,
): Json {
  if (!isObject(value)) return value;
  const name = value[field];
  if (typeof name !== 'string') return value;
  const renamed = rename({ kind, name });
  return renamed === name ? value : { ...value, [field]: renamed };
}
