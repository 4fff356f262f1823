import { isObject } from '../manifest/equal';
import type { Json, JsonObject, Manifest } from '../manifest/manifest';
import { asObject, hasField, listIn, objectIn } from '../mesh/json-field';
import { listObjects, type World } from './world';

/** Every object of a world but the Canary itself and the templates of metrics, by kind and name. */
export function clusterObjects({ objects }: World): readonly Manifest[] {
  return listObjects(objects)
    .filter(({ kind }) => kind !== 'MetricTemplate' && kind !== 'AlertProvider')
    .map((object) => (object.kind === 'Deployment' ? writtenDeployment(object) : object))
    .sort((left, right) => compare(nameOf(left), nameOf(right)));
}

/** A Deployment as the controller writes it: Go's type has two structs that are never left out. */
function writtenDeployment(deployment: Manifest): Manifest {
  const { status: _, ...rest } = deployment;
  const spec = objectIn(deployment, 'spec');
  const template = objectIn(spec, 'template');
  const pods = objectIn(template, 'spec');
  const containers = (field: string): JsonObject =>
    hasField(pods, field) ? { [field]: listIn(pods, field).map(writtenContainer) } : {};
  const written = { ...pods, ...containers('containers'), ...containers('initContainers') };
  return {
    ...rest,
    apiVersion: deployment.apiVersion,
    kind: deployment.kind,
    metadata: deployment.metadata,
    spec: { strategy: {}, ...spec, template: { ...template, spec: written } },
  };
}

function writtenContainer(container: Json): JsonObject {
  const { resources } = asObject(container);
  return { ...asObject(container), resources: isObject(resources) ? resources : {} };
}

function nameOf({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.name}`;
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
