import { configReferences } from '../../src/manifest/config-references';
import { isObject } from '../../src/manifest/equal';
import { keyOf } from '../../src/manifest/identity';
import type { Json, JsonObject, Manifest } from '../../src/manifest/manifest';
import { NAMESPACE } from './release-case';

const DOMAIN = `.${NAMESPACE}.svc.cluster.local`;

/** Keys of the objects that an object names, as `keyOf` writes them. Nothing runs where it has no pods. */
export function referencesOf(object: Manifest): readonly string[] {
  const known = cache.get(object) ?? findReferences(object);
  cache.set(object, known);
  return known;
}

/** Keys of a set of objects. */
export function keysOf(objects: readonly Manifest[]): ReadonlySet<string> {
  return new Set(objects.map(keyOf));
}

const cache = new WeakMap<Manifest, readonly string[]>();

function findReferences(object: Manifest): readonly string[] {
  if (isAsleep(object)) return [];
  const namespace = object.metadata.namespace ?? '';
  const config = configReferences(object).map(({ kind, name }) => `/${kind}/${namespace}/${name}`);
  return [...config, ...named(object['spec'])];
}

function isAsleep(object: Manifest): boolean {
  const spec = object['spec'];
  return object.kind === 'Deployment' && isObject(spec) && spec['replicas'] === 0;
}

function named(value: Json | undefined): readonly string[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(named);
  if (!isObject(value)) return [];
  return [...namedHere(value), ...Object.values(value).flatMap(named)];
}

function namedHere({ host, gateways, scaleTargetRef, service }: JsonObject): readonly string[] {
  const keys: string[] = [];
  if (typeof host === 'string' && host.endsWith(DOMAIN)) {
    keys.push(`/Service/${NAMESPACE}/${host.slice(0, -DOMAIN.length)}`);
  }
  if (isObject(service) && typeof service['name'] === 'string') {
    keys.push(`/Service/${NAMESPACE}/${service['name']}`);
  }
  if (isObject(scaleTargetRef) && typeof scaleTargetRef['name'] === 'string') {
    keys.push(`apps/Deployment/${NAMESPACE}/${scaleTargetRef['name']}`);
  }
  for (const gateway of Array.isArray(gateways) ? (gateways as readonly string[]) : []) {
    keys.push(`networking.istio.io/Gateway/${gateway}`);
  }
  return keys;
}
