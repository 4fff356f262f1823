import type { Manifest } from '../../src/manifest/manifest';
import type { ReleasePlan } from '../../src/plan/release-plan';
import { NAMESPACE, type ReleaseCase } from './release-case';

/** What a test changes of the shop's API. */
export interface ShopChanges {
  /** Settings of the plan. */
  readonly plan?: Partial<ReleasePlan<string>>;
  /** Fields of the Deployment's `spec`. */
  readonly deployment?: Readonly<Record<string, Manifest[string]>>;
  /** Fields of the container. */
  readonly container?: Readonly<Record<string, Manifest[string]>>;
  /** Fields of the pod's `spec`. */
  readonly pod?: Readonly<Record<string, Manifest[string]>>;
  /** Other objects of the chart. */
  readonly others?: readonly Manifest[];
}

/** A small application that releases: one container, one port, callers in the mesh only. */
export function shop(version: string, changes: ShopChanges = {}): ReleaseCase {
  const labels = { app: 'api' };
  const image = `registry.example.com/api:${version}`;
  const input = {
    name: 'api',
    replicas: 4,
    service: { port: 80, targetPort: 8080 },
    router: { kind: 'istio' },
    ...changes.plan,
    to: version,
  } as ReleasePlan<string>;
  const deployment = object('apps/v1', 'Deployment', 'api', {
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            { name: 'api', image, ports: [{ containerPort: 8080 }], ...changes.container },
          ],
          ...changes.pod,
        },
      },
      ...changes.deployment,
    },
  });
  return { input, workload: [deployment], others: changes.others ?? [] };
}

/** An object of the shop's namespace. */
export function object(
  apiVersion: string,
  kind: string,
  name: string,
  fields: Readonly<Record<string, Manifest[string]>> = {},
): Manifest {
  return { apiVersion, kind, metadata: { name, namespace: NAMESPACE }, ...fields };
}

/** A ConfigMap with one entry. */
export function configMap(name: string, text: string): Manifest {
  return object('v1', 'ConfigMap', name, { data: { text } });
}

/** A HorizontalPodAutoscaler of the shop's Deployment. */
export function autoscaler(minReplicas: number, maxReplicas: number, target = 'api'): Manifest {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: target };
  return object('autoscaling/v2', 'HorizontalPodAutoscaler', 'api', {
    spec: { maxReplicas, minReplicas, scaleTargetRef },
  });
}
