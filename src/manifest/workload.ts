import type { Json, JsonObject, Manifest } from './manifest';
import type { Labels } from './labels';

/** A container port. */
export interface ContainerPort extends JsonObject {
  readonly name?: string;
  readonly containerPort: number;
}

/** An environment variable of a container. */
export interface EnvVar extends JsonObject {
  readonly name: string;
}

/** A container of a pod, as far as the compiler reads it. */
export interface Container extends JsonObject {
  readonly name: string;
  readonly image?: string;
  readonly ports?: readonly ContainerPort[];
  readonly env?: readonly EnvVar[];
}

/** The template that a workload makes pods of. */
export interface PodTemplate extends JsonObject {
  readonly metadata?: { readonly labels?: Labels; readonly [field: string]: Json | undefined };
  readonly spec?: {
    readonly containers?: readonly Container[];
    readonly [field: string]: Json | undefined;
  };
}

/** A Deployment, as far as the compiler reads it. */
export interface Deployment extends Manifest {
  readonly spec: {
    readonly replicas?: number;
    readonly selector: {
      readonly matchLabels?: Labels;
      readonly [field: string]: Json | undefined;
    };
    readonly template: PodTemplate;
    readonly strategy?: JsonObject;
    readonly [field: string]: Json | undefined;
  };
}

const WORKLOAD_KINDS: ReadonlySet<string> = new Set([
  'apps/Deployment',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'apps/ReplicaSet',
  'batch/Job',
  'batch/CronJob',
  '/Pod',
  '/ReplicationController',
  'argoproj.io/Rollout',
]);

/** Whether a manifest is something that runs pods. */
export function isWorkload(manifest: Manifest): boolean {
  return WORKLOAD_KINDS.has(groupKind(manifest));
}

/** Whether a manifest is a Deployment. */
export function isDeployment(manifest: Manifest): manifest is Deployment {
  return groupKind(manifest) === 'apps/Deployment';
}

/** Group and kind of a manifest, `apps/Deployment`; the core group is empty: `/Service`. */
export function groupKind(manifest: Manifest): string {
  const slash = manifest.apiVersion.indexOf('/');
  return `${slash < 0 ? '' : manifest.apiVersion.slice(0, slash)}/${manifest.kind}`;
}

/** The labels of the pods that a Deployment makes. */
export function podLabels(deployment: Deployment): Labels {
  return deployment.spec.template.metadata?.labels ?? {};
}

/** The containers of a Deployment's pods, without init containers. */
export function containersOf(deployment: Deployment): readonly Container[] {
  return deployment.spec.template.spec?.containers ?? [];
}
