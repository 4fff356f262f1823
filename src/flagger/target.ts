import type { Json, JsonObject, Manifest } from '../manifest/manifest';
import { asObject, labelsIn, listIn, numberIn, objectIn, textIn } from '../mesh/json-field';
import type { ServiceSettings } from './canary-settings';

/** The target of a Canary, and what the controller reads off its selector and its containers. */
export interface TargetDeployment {
  readonly deployment: Manifest;
  /** The label that tells the pods of the target from those of the primary. */
  readonly label: string;
  readonly labelValue: string;
}

/** Stands in until T3 has read the target; nothing looks at it before. */
export const NO_TARGET: TargetDeployment = {
  deployment: {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: '' },
    spec: { selector: {}, template: {} },
  },
  label: '',
  labelValue: '',
};

/** `-selector-labels` of the controller: the first one in `matchLabels` counts. */
export const SELECTOR_LABELS: readonly string[] = ['app', 'name', 'app.kubernetes.io/name'];

/** The target with its selector label; undefined where the selector has none that counts. */
export function readTarget(deployment: Manifest): TargetDeployment | undefined {
  const known = READ.get(deployment);
  if (known !== undefined) return known;
  const target = selectLabel(deployment);
  if (target !== undefined) READ.set(deployment, target);
  return target;
}

const READ = new WeakMap<Manifest, TargetDeployment>();

function selectLabel(deployment: Manifest): TargetDeployment | undefined {
  const labels = labelsIn(objectIn(objectIn(deployment, 'spec'), 'selector'), 'matchLabels');
  const label = SELECTOR_LABELS.find((known) => labels[known] !== undefined);
  if (label === undefined) return undefined;
  return { deployment, label, labelValue: labels[label] ?? '' };
}

/** A port that a Service gets because a container has it. */
export interface DiscoveredPort {
  readonly name: string;
  readonly port: number;
}

/** The container ports that port discovery adds: all but the Service's own and those of sidecars. */
export function discoverPorts(
  template: JsonObject,
  service: ServiceSettings,
): readonly DiscoveredPort[] {
  if (!service.portDiscovery) return [];
  const found = new Map<string, number>();
  for (const container of listIn(objectIn(template, 'spec'), 'containers')) {
    const owner = textIn(container, 'name') ?? '';
    if (SIDECARS.has(owner)) continue;
    listIn(container, 'ports').forEach((port, index) => {
      const number = numberIn(port, 'containerPort') ?? 0;
      const name = textIn(port, 'name') ?? '';
      if (service.targetPort === number || service.targetPort === name) return;
      found.set(name === '' ? `tcp-${owner}-${index}` : name, number);
    });
  }
  return [...found].map(([name, port]) => ({ name, port }));
}

const SIDECARS: ReadonlySet<string> = new Set(['istio-proxy', 'envoy']);

/** The pod template of a Deployment. */
export function templateOf(deployment: Manifest): JsonObject {
  return objectIn(objectIn(deployment, 'spec'), 'template');
}

/** `spec.replicas`; undefined where it is absent. */
export function replicasOf(deployment: Manifest): number | undefined {
  return numberIn(objectIn(deployment, 'spec'), 'replicas');
}

/** The image of the first container. */
export function imageOf(deployment: Manifest): string {
  return textIn(firstContainer(deployment), 'image') ?? '';
}

/** The Deployment with another image in its first container. */
export function withImage(deployment: Manifest, image: string): Manifest {
  const template = templateOf(deployment);
  const [first, ...others] = listIn(objectIn(template, 'spec'), 'containers');
  const containers = [{ ...asObject(first), image }, ...others];
  const spec = { ...objectIn(template, 'spec'), containers };
  return {
    ...deployment,
    spec: { ...objectIn(deployment, 'spec'), template: { ...template, spec } },
  };
}

/** The Deployment with another number of replicas. */
export function withReplicas(deployment: Manifest, replicas: number): Manifest {
  if (replicasOf(deployment) === replicas) return deployment;
  return { ...deployment, spec: { ...objectIn(deployment, 'spec'), replicas } };
}

function firstContainer(deployment: Manifest): Json | undefined {
  return listIn(objectIn(templateOf(deployment), 'spec'), 'containers')[0];
}
