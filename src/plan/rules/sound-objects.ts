import type { Manifest } from '../../manifest/manifest';
import { isWorkload, type Deployment } from '../../manifest/workload';
import { findDeployment } from '../application';
import { isRecord, listOf, read } from './record';
import type { PlanContext } from './rule';

/** Whether a value is a Kubernetes object with what names it: the rest may be anything. */
export function isSound(value: unknown): value is Manifest {
  const namespace = read(value, 'metadata', 'namespace');
  return (
    isName(read(value, 'apiVersion')) &&
    isName(read(value, 'kind')) &&
    isName(read(value, 'metadata', 'name')) &&
    (namespace === undefined || typeof namespace === 'string')
  );
}

/** The objects of a list that are sound. */
export function soundObjects(objects: unknown): readonly Manifest[] {
  return listOf(objects).filter(isSound);
}

/** The objects of the chart and of the new version's workload, in order. */
export function userObjects({ source }: PlanContext): readonly Manifest[] {
  return [...soundObjects(source.others), ...soundObjects(read(source.to, 'objects'))];
}

/** The objects below a workload that run pods. */
export function workloadsOf(rendered: unknown): readonly Manifest[] {
  return soundObjects(read(rendered, 'objects')).filter(isWorkload);
}

/** The Deployment of the new version, with what version and patches change. Its `spec` may be anything. */
export function newDeployment({ application, source }: PlanContext): Deployment | undefined {
  return application?.deployment ?? deploymentOf(source.to);
}

/** The Deployment that a workload means for one version. Its `spec` may be anything. */
export function deploymentOf(rendered: unknown): Deployment | undefined {
  if (!isRecord(rendered)) return undefined;
  const { returned } = rendered;
  if (returned !== undefined && !isSound(returned)) return undefined;
  return findDeployment({
    version: { name: '' },
    objects: soundObjects(rendered['objects']),
    returned,
  });
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
