import { canonicalJson } from './canonical-json';
import type { Json, JsonObject } from '../manifest/manifest';
import { sha256 } from '../manifest/hash';
import { hasField, labelsIn, listIn, objectIn, textIn } from '../mesh/json-field';
import { flagIn } from './go-field';
import { getObject, objectKey, type Objects } from './world';

/** A ConfigMap or Secret that the target's pods use. */
interface ConfigUse {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly optional: boolean;
}

/** Checksums by `configmap/name` and `secret/name`, or why they cannot be taken. */
export type ConfigTracking =
  | { readonly kind: 'configs'; readonly checksums: Readonly<Record<string, string>> }
  | { readonly kind: 'failed'; readonly error: string };

/** The ConfigMaps and Secrets that the controller tracks for a pod template, with their checksums. */
export function trackConfigs(
  template: JsonObject,
  objects: Objects,
  namespace: string,
): ConfigTracking {
  const uses = usesOf(template);
  if (uses.length === 0) return NOTHING;
  const checksums: Record<string, string> = {};
  for (const { kind, name, optional } of uses) {
    const object = getObject(objects, objectKey(kind, namespace, name));
    if (object === undefined) {
      if (optional) continue;
      const word = kind.toLowerCase();
      const missing = `${word}s ${JSON.stringify(name)} not found`;
      return { kind: 'failed', error: `${word} ${name}.${namespace} get query error: ${missing}` };
    }
    if (isTracked(object)) {
      checksums[configName(kind, name)] = checksum(object['data']);
    }
  }
  return { kind: 'configs', checksums };
}

/** How the controller names a tracked object. */
export function configName(kind: 'ConfigMap' | 'Secret', name: string): string {
  return `${kind.toLowerCase()}/${name}`;
}

const NOTHING: ConfigTracking = { kind: 'configs', checksums: {} };

const DISABLED = 'flagger.app/config-tracking';

const SECRET_TYPES: ReadonlySet<string> = new Set([
  'Opaque',
  'kubernetes.io/basic-auth',
  'kubernetes.io/ssh-auth',
  'kubernetes.io/tls',
]);

function isTracked(object: JsonObject): boolean {
  const annotation = labelsIn(objectIn(object, 'metadata'), 'annotations')[DISABLED] ?? '';
  if (annotation.startsWith('disable')) return false;
  return object['kind'] !== 'Secret' || SECRET_TYPES.has(textIn(object, 'type') ?? 'Opaque');
}

const USES = new WeakMap<JsonObject, readonly ConfigUse[]>();
const CHECKSUMS = new WeakMap<object, string>();

function checksum(data: Json | undefined): string {
  if (typeof data !== 'object' || data === null) return sha256('null').slice(0, 16);
  const known = CHECKSUMS.get(data);
  if (known !== undefined) return known;
  const made = sha256(canonicalJson(data)).slice(0, 16);
  CHECKSUMS.set(data, made);
  return made;
}

function usesOf(template: JsonObject): readonly ConfigUse[] {
  const known = USES.get(template);
  if (known !== undefined) return known;
  const spec = objectIn(template, 'spec');
  const containers = [...listIn(spec, 'containers'), ...listIn(spec, 'initContainers')];
  const found = [...listIn(spec, 'volumes').flatMap(inVolume), ...containers.flatMap(inContainer)];
  const uses = new Map<string, ConfigUse>();
  for (const use of found) {
    const key = configName(use.kind, use.name);
    const before = uses.get(key);
    // a mandatory use makes the object mandatory
    uses.set(key, { ...use, optional: use.optional && (before?.optional ?? true) });
  }
  const list = [...uses.values()];
  USES.set(template, list);
  return list;
}

function inVolume(volume: Json): readonly ConfigUse[] {
  const sources = listIn(objectIn(volume, 'projected'), 'sources');
  return [
    ...use(volume, 'configMap', 'ConfigMap', 'name'),
    ...use(volume, 'secret', 'Secret', 'secretName'),
    ...sources.flatMap((source) => [
      ...use(source, 'configMap', 'ConfigMap', 'name'),
      ...use(source, 'secret', 'Secret', 'name'),
    ]),
  ];
}

function inContainer(container: Json): readonly ConfigUse[] {
  return [
    ...listIn(container, 'env').flatMap((variable) => {
      const from = objectIn(variable, 'valueFrom');
      return [
        ...use(from, 'configMapKeyRef', 'ConfigMap', 'name'),
        ...use(from, 'secretKeyRef', 'Secret', 'name'),
      ];
    }),
    ...listIn(container, 'envFrom').flatMap((source) => [
      ...use(source, 'configMapRef', 'ConfigMap', 'name'),
      ...use(source, 'secretRef', 'Secret', 'name'),
    ]),
  ];
}

function use(
  holder: Json,
  field: string,
  kind: ConfigUse['kind'],
  nameField: string,
): readonly ConfigUse[] {
  if (!hasField(holder, field)) return [];
  const reference = objectIn(holder, field);
  const name = textIn(reference, nameField);
  return name === undefined ? [] : [{ kind, name, optional: flagIn(reference, 'optional') }];
}
