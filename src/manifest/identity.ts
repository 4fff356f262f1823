import type { Manifest } from './manifest';

/** What names an object in a cluster. Two manifests with the same identity are the same object. */
export interface Identity {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** The identity of a manifest. The group of the core API is the empty string; a version never counts. */
export function identityOf(manifest: Manifest): Identity {
  const slash = manifest.apiVersion.indexOf('/');
  return {
    group: slash < 0 ? '' : manifest.apiVersion.slice(0, slash),
    kind: manifest.kind,
    namespace: manifest.metadata.namespace ?? '',
    name: manifest.metadata.name,
  };
}

/** One string for an identity, fit as a map key: `apps/Deployment/shop/api-primary`. */
export function keyOf(manifest: Manifest): string {
  const { group, kind, namespace, name } = identityOf(manifest);
  return `${group}/${kind}/${namespace}/${name}`;
}

/** How people name an object: `Deployment shop/api-primary`. */
export function describe(manifest: Manifest): string {
  const { namespace, name } = manifest.metadata;
  return `${manifest.kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}
