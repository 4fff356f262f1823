import { configReferences, isConfig } from '../manifest/config-references';
import { keyOf } from '../manifest/identity';
import type { Manifest } from '../manifest/manifest';
import { isDeployment, type Deployment } from '../manifest/workload';
import { isAutoscaler, targets, type Application } from '../plan/application';
import type { Plan } from '../plan/plan';
import { maximumReplicas, minimumReplicas } from './autoscaler-bounds';
import { createIntern, type Intern } from './intern';
import { patchManifest } from './patch-manifest';
import type { ReadyWorkload } from './phase';

/** What runs at the start of a release, taken apart. */
export interface Live {
  readonly version: string;
  /** All of it, as it is. */
  readonly objects: readonly Manifest[];
  readonly primary: Deployment;
  readonly canary: Deployment;
  readonly autoscaler?: Manifest | undefined;
  /** ConfigMaps and Secrets of the tracks. */
  readonly config: readonly Manifest[];
}

/** Everything that the states of a release are built of. */
export interface Material {
  readonly plan: Plan;
  readonly to: Application;
  /** Undefined for a first installation. */
  readonly live?: Live | undefined;
  /** Name of the Service that callers use. */
  readonly service: string;
  /** Pods of the new version that carry all the traffic. */
  readonly capacity: number;
  /** Pods that carry all the traffic whichever version they run: what a way back needs. */
  readonly reserve: number;
  /** Objects beside the application, in every state. */
  readonly shared: readonly Manifest[];
  readonly intern: Intern;
  /** Parts of states by what they depend on, so that each is made once. */
  readonly parts: Map<string, readonly Manifest[]>;
  /** States by their spec, so that each is put together once. */
  readonly states: Map<string, readonly Manifest[]>;
  /** What has to be ready in each state. */
  readonly ready: Map<readonly Manifest[], readonly ReadyWorkload[]>;
}

/** Put together what the states of a release are built of. */
export function createMaterial(plan: Plan, to: Application, live: Live | undefined): Material {
  const capacity = capacityOf(plan, to, live);
  const intern = createIntern();
  for (const object of live?.objects ?? []) intern(object);
  return {
    plan,
    to,
    live,
    service: serviceName(plan, to),
    capacity,
    reserve: plan.capacity ?? Math.max(capacity, live === undefined ? 0 : sizesOf(live).maximum),
    shared: to.shared.map(intern),
    intern,
    parts: new Map(),
    states: new Map(),
    ready: new Map(),
  };
}

/** Take what is live apart; undefined where the tracks of the plan are not in it. */
export function takeApart(
  plan: Plan,
  version: string,
  objects: readonly Manifest[],
): Live | undefined {
  const named = (name: string): Deployment | undefined =>
    objects
      .filter(isDeployment)
      .find(
        ({ metadata }) =>
          metadata.name === name && (metadata.namespace ?? 'default') === plan.namespace,
      );
  const primary = named(plan.names.primary);
  const canary = named(plan.names.canary);
  if (primary === undefined || canary === undefined) return undefined;
  return {
    version,
    objects,
    primary,
    canary,
    autoscaler: objects.find((object) => isAutoscaler(object) && targets(object, primary)),
    config: configOf([primary, canary], objects),
  };
}

/** Name of the Service that callers use: the chart's own, else the plan's. */
export function serviceName(plan: Plan, application: Application): string {
  return application.service?.metadata.name ?? plan.names.service ?? plan.name;
}

/** Pods of the primary without autoscaling. */
export function primaryReplicas(plan: Plan, application: Application): number {
  return plan.replicas ?? application.deployment.spec.replicas ?? 1;
}

/** The fewest and the most pods of the primary that is live. */
export function sizesOf({ autoscaler, primary }: Live): { minimum: number; maximum: number } {
  const fixed = primary.spec.replicas ?? 1;
  if (autoscaler === undefined) return { minimum: fixed, maximum: fixed };
  return { minimum: minimumReplicas(autoscaler), maximum: maximumReplicas(autoscaler) ?? fixed };
}

/** The ConfigMaps and Secrets that Deployments refer to. */
export function configOf(
  deployments: readonly Deployment[],
  objects: readonly Manifest[],
): readonly Manifest[] {
  const used = new Set(
    deployments.flatMap((deployment) =>
      configReferences(deployment.spec.template).map(
        ({ kind, name }) => `/${kind}/${deployment.metadata.namespace ?? ''}/${name}`,
      ),
    ),
  );
  return objects.filter((object) => isConfig(object) && used.has(keyOf(object)));
}

function capacityOf(plan: Plan, to: Application, live: Live | undefined): number {
  const autoscaler = to.autoscaler ?? live?.autoscaler;
  const patched = autoscaler && patchManifest(autoscaler, plan.patch.HorizontalPodAutoscaler);
  return plan.capacity ?? maximumReplicas(patched) ?? primaryReplicas(plan, to);
}
