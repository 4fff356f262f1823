import { configReferences, isConfig } from '../manifest/config-references';
import { isObject } from '../manifest/equal';
import { keyOf } from '../manifest/identity';
import type { Manifest } from '../manifest/manifest';
import { isDeployment, type Deployment } from '../manifest/workload';
import { isAutoscaler, targets, type Application } from '../plan/application';
import type { Plan } from '../plan/plan';
import { createIntern, type Intern } from './intern';

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
  /** Pods that carry all the traffic. */
  readonly capacity: number;
  /** Objects beside the application, in every state. */
  readonly shared: readonly Manifest[];
  /** Objects of the baseline that the new version's state does not have. */
  readonly retired: readonly Manifest[];
  readonly intern: Intern;
  /** Pieces of states by what they depend on, so that each is made once. */
  readonly pieces: Map<string, Manifest | undefined>;
}

/** Put together what the states of a release are built of. */
export function createMaterial(plan: Plan, to: Application, live: Live | undefined): Material {
  const autoscaler = to.autoscaler ?? live?.autoscaler;
  const intern = createIntern();
  for (const object of live?.objects ?? []) intern(object);
  return {
    plan,
    to,
    live,
    service: serviceName(plan, to),
    capacity: plan.capacity ?? maxReplicas(autoscaler) ?? primaryReplicas(plan, to),
    shared: to.shared.map(intern),
    retired: [],
    intern,
    pieces: new Map(),
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

function maxReplicas(autoscaler: Manifest | undefined): number | undefined {
  const spec = autoscaler?.['spec'];
  const max = isObject(spec) ? spec['maxReplicas'] : undefined;
  return typeof max === 'number' ? max : undefined;
}
