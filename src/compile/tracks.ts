import { canonicalManifest } from '../manifest/canonical';
import type { Deployment, PodTemplate } from '../manifest/workload';
import type { Plan } from '../plan/plan';

/** A workload as one of the tracks: under the track's name, with the track's label. */
export function deriveTrack(
  deployment: Deployment,
  plan: Plan,
  track: 'primary' | 'canary',
): Deployment {
  const label = { [plan.trackLabel]: track };
  const { template, selector } = deployment.spec;
  const metadata = { ...template.metadata, labels: { ...template.metadata?.labels, ...label } };
  return canonicalManifest({
    ...deployment,
    metadata: { ...deployment.metadata, name: plan.names[track], namespace: plan.namespace },
    spec: {
      ...deployment.spec,
      selector: { ...selector, matchLabels: { ...selector.matchLabels, ...label } },
      template: { ...template, metadata },
    },
  }) as Deployment;
}

/** A Deployment with so many pods; undefined leaves the number to a HorizontalPodAutoscaler. */
export function withReplicas(deployment: Deployment, replicas: number | undefined): Deployment {
  const { replicas: before, ...spec } = deployment.spec;
  const sized = replicas === undefined ? spec : { replicas, ...spec };
  return canonicalManifest({ ...deployment, spec: sized }) as Deployment;
}

/** A Deployment that makes its pods of another template. */
export function withTemplate(deployment: Deployment, template: PodTemplate): Deployment {
  return { ...deployment, spec: { ...deployment.spec, template } };
}
