import * as fc from 'fast-check';
import type { Manifest } from '../../src/manifest/manifest';
import { configMap, object } from './shop';

/** Objects beside the application: each there or not, and in one of several states. */
export interface Others {
  readonly worker?: { readonly replicas: number; readonly flags: string };
  readonly queue?: number;
  readonly ingress?: string;
  readonly elsewhere?: string;
  readonly budget?: number;
}

/** Some objects beside the application. */
export const others: fc.Arbitrary<Others> = fc.record(
  {
    worker: fc.record({
      replicas: fc.integer({ min: 1, max: 3 }),
      flags: fc.constantFrom('on', 'off'),
    }),
    queue: fc.integer({ min: 1, max: 3 }),
    ingress: fc.constantFrom('blue-tls', 'green-tls'),
    elsewhere: fc.constantFrom('a', 'b'),
    budget: fc.integer({ min: 1, max: 2 }),
  },
  { requiredKeys: [] },
);

/** Their manifests, each with what it names. The worker also reads ConfigMaps of the application. */
export function manifestsOf(
  { worker, queue, ingress, elsewhere, budget }: Others,
  configMaps: readonly string[],
): readonly Manifest[] {
  return [
    ...(worker === undefined ? [] : workerWith(worker.replicas, ['flags', ...configMaps])),
    ...(worker === undefined ? [] : [configMap('flags', worker.flags)]),
    ...(queue === undefined ? [] : [statefulSet(queue)]),
    ...(ingress === undefined ? [] : [ingressWith(ingress), secret(ingress)]),
    ...(elsewhere === undefined ? [] : [flagsElsewhere(elsewhere)]),
    ...(budget === undefined ? [] : [disruptionBudget(budget)]),
  ];
}

function workerWith(replicas: number, configMaps: readonly string[]): readonly Manifest[] {
  const envFrom = configMaps.map((name) => ({ configMapRef: { name } }));
  const spec = { containers: [{ name: 'worker', image: 'worker:1', envFrom }] };
  return [object('apps/v1', 'Deployment', 'worker', { spec: podsOf('worker', replicas, spec) })];
}

function statefulSet(replicas: number): Manifest {
  const spec = podsOf('queue', replicas, { containers: [{ name: 'queue', image: 'queue:1' }] });
  return object('apps/v1', 'StatefulSet', 'queue', { spec: { ...spec, serviceName: 'queue' } });
}

function podsOf(app: string, replicas: number, spec: Manifest['metadata'][string]) {
  const labels = { app };
  return {
    replicas,
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec },
  };
}

function ingressWith(secretName: string): Manifest {
  return object('networking.k8s.io/v1', 'Ingress', 'shop', {
    spec: {
      tls: [{ hosts: ['old.example.com'], secretName }],
      defaultBackend: { service: { name: 'api', port: { number: 80 } } },
    },
  });
}

function secret(name: string): Manifest {
  return object('v1', 'Secret', name, { type: 'kubernetes.io/tls' });
}

/** Of the same kind and name as another one, in another namespace (cdk8s#2821). */
function flagsElsewhere(text: string): Manifest {
  const map = configMap('flags', text);
  return { ...map, metadata: { ...map.metadata, namespace: 'elsewhere' } };
}

function disruptionBudget(maxUnavailable: number): Manifest {
  const selector = { matchLabels: { app: 'api' } };
  return object('policy/v1', 'PodDisruptionBudget', 'api', { spec: { maxUnavailable, selector } });
}
