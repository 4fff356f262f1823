import { canonicalManifest } from '../manifest/canonical';
import { isObject } from '../manifest/equal';
import { selects, type Labels } from '../manifest/labels';
import type { Manifest } from '../manifest/manifest';
import { mergePatch } from '../manifest/merge-patch';
import { groupKind, isDeployment, podLabels, type Deployment } from '../manifest/workload';
import { applyVersion } from './apply-version';
import type { Plan } from './plan';
import type { Rendered } from './rendered';
import { bindConfig } from './version-config';

/** A Service, as far as the compiler reads it. */
export interface Service extends Manifest {
  readonly spec?: {
    readonly selector?: Labels;
    readonly ports?: readonly {
      readonly name?: string;
      readonly port: number;
      readonly targetPort?: number | string;
      readonly appProtocol?: string;
      readonly protocol?: string;
    }[];
    readonly [field: string]: Manifest[string];
  };
}

/** The objects of the user's chart for one version, each in its role. */
export interface Application {
  readonly version: string;
  /** The workload, under its own name, with the version's changes and configuration. */
  readonly deployment: Deployment;
  /** The version's ConfigMaps and Secrets, named by content. */
  readonly config: readonly Manifest[];
  /** The chart's own Service for the application, where it has one. */
  readonly service?: Service | undefined;
  /** The HorizontalPodAutoscaler of the workload, where it has one. */
  readonly autoscaler?: Manifest | undefined;
  /** Everything else, in order. */
  readonly shared: readonly Manifest[];
}

/** Give every object of the chart its role. Undefined where there is no Deployment to release. */
export function assembleApplication(
  plan: Plan,
  rendered: Rendered,
  others: readonly Manifest[],
): Application | undefined {
  const found = findDeployment(rendered);
  if (found === undefined) return undefined;
  const objects = [...others, ...rendered.objects];
  const changed = patched(plan, applyVersion(found, rendered.version));
  const bound = bindConfig(changed, objects, plan.namespace);
  const service = findService(plan, found, objects);
  const autoscaler = objects.find((object) => isAutoscaler(object) && targets(object, found));
  const taken = new Set<Manifest | undefined>([found, service, autoscaler]);
  return {
    version: rendered.version.name,
    deployment: canonicalManifest(bound.deployment) as Deployment,
    config: bound.config,
    service,
    autoscaler,
    shared: objects
      .filter((object) => !taken.has(object) && !bound.replaced.has(object))
      .map((object) => keepToPrimary(object, plan, found)),
  };
}

/** The Deployment that a workload means: the one it returned, else the only one. */
export function findDeployment(rendered: Rendered): Deployment | undefined {
  if (rendered.returned !== undefined) {
    return isDeployment(rendered.returned) ? rendered.returned : undefined;
  }
  const deployments = rendered.objects.filter(isDeployment);
  return deployments.length === 1 ? deployments[0] : undefined;
}

/** The Services that select the workload's pods. */
export function selectingServices(
  deployment: Deployment,
  objects: readonly Manifest[],
): readonly Service[] {
  return objects
    .filter(isService)
    .filter(
      (service) =>
        service.metadata.namespace === deployment.metadata.namespace &&
        selects(service.spec?.selector, podLabels(deployment)),
    );
}

/** The chart's own Service for the application: by name where several select its pods. */
export function findService(
  plan: Plan,
  deployment: Deployment,
  objects: readonly Manifest[],
): Service | undefined {
  const candidates = selectingServices(deployment, objects);
  const name = plan.names.service ?? (candidates.length === 1 ? undefined : plan.name);
  return candidates.find((service) => name === undefined || service.metadata.name === name);
}

/** Whether a manifest is a HorizontalPodAutoscaler. */
export function isAutoscaler(object: Manifest): boolean {
  return groupKind(object) === 'autoscaling/HorizontalPodAutoscaler';
}

/** Whether an object scales or watches a Deployment by name (`scaleTargetRef`, `targetRef`). */
export function targets(object: Manifest, deployment: Manifest): boolean {
  const spec = object['spec'];
  if (!isObject(spec) || object.metadata.namespace !== deployment.metadata.namespace) return false;
  const reference = spec['scaleTargetRef'] ?? spec['targetRef'];
  return (
    isObject(reference) &&
    (reference['kind'] ?? 'Deployment') === 'Deployment' &&
    reference['name'] === deployment.metadata.name
  );
}

function isService(object: Manifest): object is Service {
  return groupKind(object) === '/Service';
}

function patched(plan: Plan, deployment: Deployment): Deployment {
  const patch = plan.patch.Deployment;
  return patch === undefined ? deployment : (mergePatch(deployment, patch) as Deployment);
}

/** A further Service of the same pods stays with the primary; what watches the Deployment follows it there. */
function keepToPrimary(object: Manifest, plan: Plan, deployment: Deployment): Manifest {
  const spec = object['spec'];
  if (!isObject(spec)) return object;
  if (isService(object) && selects(object.spec?.selector, podLabels(deployment))) {
    const selector = { ...object.spec?.selector, [plan.trackLabel]: 'primary' };
    return canonicalManifest({ ...object, spec: { ...spec, selector } });
  }
  if (!targets(object, deployment)) return object;
  const field = spec['scaleTargetRef'] === undefined ? 'targetRef' : 'scaleTargetRef';
  const reference = spec[field];
  const renamed = { ...(isObject(reference) ? reference : {}), name: plan.names.primary };
  return canonicalManifest({ ...object, spec: { ...spec, [field]: renamed } });
}
