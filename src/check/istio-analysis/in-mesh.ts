import type { JsonObject, Manifest } from '../../manifest/manifest';
import { labelsIn, listIn, objectIn, textIn } from '../../mesh/json-field';
import { labelsOf, namespaceOf, specOf, type AnalysisWorld } from './analysis-world';

/** A pod, or the template of one. */
export interface PodLike {
  readonly metadata: JsonObject;
  readonly spec: JsonObject;
  readonly namespace: string;
}

/** Whether a pod has or gets a proxy, as the analyzers read it: revisions of Istio do not count. */
export function isInMesh(world: AnalysisWorld, { metadata, spec, namespace }: PodLike): boolean {
  const containers = [...listIn(spec, 'containers'), ...listIn(spec, 'initContainers')];
  const proxy = containers.find((container) => textIn(container, 'name') === 'istio-proxy');
  if (textIn(proxy, 'image')) return true;
  const key = 'sidecar.istio.io/inject';
  const wish = labelsIn(metadata, 'labels')[key] ?? labelsIn(metadata, 'annotations')[key];
  if (wish !== undefined) return wish === 'true';
  const home = world.find('/Namespace', '', namespace);
  return home !== undefined && labelsOf(home)['istio-injection'] === 'enabled';
}

/** A Pod object as a pod. */
export function podOf(pod: Manifest): PodLike {
  return { metadata: pod.metadata, spec: specOf(pod), namespace: namespaceOf(pod) };
}

/** The template of a workload as a pod. */
export function templateOf(workload: Manifest): PodLike {
  const template = objectIn(specOf(workload), 'template');
  return {
    metadata: objectIn(template, 'metadata'),
    spec: objectIn(template, 'spec'),
    namespace: namespaceOf(workload),
  };
}
