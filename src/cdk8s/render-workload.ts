import { ApiObject, type Chart } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { canonicalManifest } from '../manifest/canonical';
import type { Manifest } from '../manifest/manifest';
import type { Rendered } from '../plan/rendered';
import type { VersionSpec } from '../plan/version';
import { resolveObject } from './chart-objects';
import type { PlainManifest, Workload, WorkloadFunction } from './workload';

/**
 * The objects of a workload for one version. A function runs in a scope `Default` below the release,
 * which cdk8s leaves out of names, and what it made leaves the tree again: so names and cdk8s-plus's
 * immutable selectors are equal over all versions.
 */
export function renderWorkload(
  release: Construct,
  chart: Chart,
  workload: Workload,
  version: VersionSpec,
): Rendered {
  if (typeof workload === 'function') return renderFunction(release, workload, version);
  if (Construct.isConstruct(workload)) {
    return { version, objects: objectsBelow(workload).map(resolveObject) };
  }
  const manifests = (Array.isArray(workload) ? workload : [workload]) as readonly PlainManifest[];
  const whole = manifests.filter(hasMetadata);
  return { version, objects: whole.map((manifest) => placeManifest(manifest, chart)) };
}

/** The ApiObjects of the chart that a workload of the second form takes for itself. */
export function takenObjects(workload: Workload): ReadonlySet<ApiObject> {
  if (typeof workload === 'function' || !Construct.isConstruct(workload)) return new Set();
  return new Set(objectsBelow(workload));
}

function renderFunction(
  release: Construct,
  workload: WorkloadFunction,
  version: VersionSpec,
): Rendered {
  const scope = new Construct(release, 'Default');
  try {
    const returned = workload(scope, version.name) ?? undefined;
    const resolved = new Map(
      objectsBelow(scope).map((object) => [object, resolveObject(object)] as const),
    );
    return {
      version,
      objects: [...resolved.values()],
      returned: returnedObject(returned, resolved),
    };
  } finally {
    release.node.tryRemoveChild('Default');
  }
}

function returnedObject(
  returned: IConstruct | undefined,
  resolved: ReadonlyMap<ApiObject, Manifest>,
): Manifest | undefined {
  if (returned === undefined) return undefined;
  const object = ApiObject.isApiObject(returned) ? returned : returned.node.defaultChild;
  return ApiObject.isApiObject(object) ? resolved.get(object) : undefined;
}

function objectsBelow(construct: IConstruct): readonly ApiObject[] {
  return construct.node
    .findAll()
    .filter((below): below is ApiObject => ApiObject.isApiObject(below));
}

/** A program without types may give anything; what is no manifest is missing, for the rules to say. */
function hasMetadata(manifest: unknown): boolean {
  const metadata = (manifest as PlainManifest | null | undefined)?.metadata as unknown;
  return typeof metadata === 'object' && metadata !== null;
}

/** A plain manifest as an ApiObject of the chart would resolve: its namespace and labels filled in. */
function placeManifest(manifest: PlainManifest, chart: Chart): Manifest {
  const plain = JSON.parse(JSON.stringify(manifest)) as Manifest;
  const labels = { ...chart.labels, ...plain.metadata.labels };
  const namespace = plain.metadata.namespace ?? chart.namespace;
  return canonicalManifest({
    ...plain,
    metadata: {
      ...plain.metadata,
      ...(namespace === undefined ? {} : { namespace }),
      ...(Object.keys(labels).length === 0 ? {} : { labels }),
    },
  });
}
