import { configReferences, isConfig, renameConfigReferences } from '../manifest/config-references';
import { canonicalManifest } from '../manifest/canonical';
import { sha256 } from '../manifest/hash';
import type { Manifest } from '../manifest/manifest';
import type { Deployment, PodTemplate } from '../manifest/workload';

/** A Deployment that refers to configuration by content, and that configuration. */
export interface VersionConfig {
  readonly deployment: Deployment;
  /** ConfigMaps and Secrets of the version, named by a hash of their content. */
  readonly config: readonly Manifest[];
  /** The plain ConfigMaps and Secrets that nothing else refers to: they leave. */
  readonly replaced: ReadonlySet<Manifest>;
}

/** Hex digits of the hash in a name; 40 bits tell all versions of one name apart. */
const HASH_DIGITS = 10;

/**
 * Give the ConfigMaps and Secrets of the pod template names made of their content, so that no
 * running pod ever sees its configuration change, and a change of configuration alone rolls the pods.
 */
export function bindConfig(
  deployment: Deployment,
  objects: readonly Manifest[],
  place: string,
): VersionConfig {
  const byReference = new Map<string, Manifest>();
  const namespace = deployment.metadata.namespace;
  for (const object of objects) {
    if (isConfig(object) && object.metadata.namespace === namespace) {
      byReference.set(`${object.kind}/${object.metadata.name}`, object);
    }
  }
  const used = configReferences(deployment.spec.template)
    .map(({ kind, name }) => byReference.get(`${kind}/${name}`))
    .filter((object) => object !== undefined);
  const hashed = new Map(used.map((object) => [object, nameByContent(object, place)]));
  const template = renameConfigReferences(deployment.spec.template, ({ kind, name }) => {
    const object = byReference.get(`${kind}/${name}`);
    return (object && hashed.get(object)?.metadata.name) ?? name;
  });
  return {
    deployment: {
      ...deployment,
      spec: { ...deployment.spec, template: template as PodTemplate },
    },
    config: [...hashed.values()],
    replaced: unreferenced(used, objects, deployment),
  };
}

function nameByContent(object: Manifest, namespace: string): Manifest {
  const metadata = { ...object.metadata, namespace };
  const canonical = canonicalManifest({ ...object, metadata });
  const hash = sha256(JSON.stringify(canonical)).slice(0, HASH_DIGITS);
  return {
    ...canonical,
    metadata: { ...canonical.metadata, name: `${object.metadata.name}-${hash}` },
  };
}

function unreferenced(
  used: readonly Manifest[],
  objects: readonly Manifest[],
  deployment: Deployment,
): ReadonlySet<Manifest> {
  const kept = new Set<string>();
  for (const object of objects) {
    if (isConfig(object) || isSame(object, deployment)) continue;
    for (const { kind, name } of configReferences(object)) kept.add(`${kind}/${name}`);
  }
  return new Set(used.filter((object) => !kept.has(`${object.kind}/${object.metadata.name}`)));
}

function isSame(object: Manifest, deployment: Deployment): boolean {
  return object.kind === deployment.kind && object.metadata.name === deployment.metadata.name;
}
