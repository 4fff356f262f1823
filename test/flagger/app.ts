import type { JsonObject, Manifest } from '../../src/manifest/manifest';
import { simulateFlagger, type FlaggerSimulation } from '../../src/flagger/simulate-flagger';
import type { TickInputs } from '../../src/flagger/tick-inputs';
import type { TickRecord } from '../../src/flagger/tick-record';

/** The target of all Canaries in these tests. */
export const APP: Manifest = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'app', namespace: 'shop' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'app' } },
    template: {
      metadata: { labels: { app: 'app' } },
      spec: { containers: [{ name: 'main', image: 'app:1', ports: [{ containerPort: 8080 }] }] },
    },
  },
};

/** The Ingress that the provider nginx copies. */
export const INGRESS: Manifest = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'app', namespace: 'shop' },
  spec: {
    rules: [
      {
        host: 'app.example.com',
        http: {
          paths: [
            {
              path: '/',
              pathType: 'Prefix',
              backend: { service: { name: 'app', port: { number: 80 } } },
            },
          ],
        },
      },
    ],
  },
};

/** A Canary of `app` with an analysis, and fields of its spec besides. */
export function canaryOf(analysis: JsonObject, spec: JsonObject = {}): Manifest {
  const { service, ...others } = spec;
  return {
    apiVersion: 'flagger.app/v1beta1',
    kind: 'Canary',
    metadata: { name: 'app', namespace: 'shop' },
    spec: {
      provider: 'istio',
      targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'app' },
      service: { port: 80, targetPort: 8080, ...(service as JsonObject | undefined) },
      analysis: { interval: '1m', threshold: 3, ...analysis },
      ingressRef: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'app' },
      ...others,
    },
  };
}

/** `service` of a Canary on Gateway API. */
export const ON_GATEWAY: JsonObject = { gatewayRefs: [{ name: 'public', namespace: 'infra' }] };

/** One metric, and a tick in which it is bad. */
export const SUCCESS_RATE: JsonObject = {
  name: 'request-success-rate',
  interval: '1m',
  thresholdRange: { min: 99 },
};
export const GOOD: TickInputs = { metrics: { 'request-success-rate': 100 } };
export const BAD: TickInputs = { metrics: { 'request-success-rate': 50 } };

/** Ticks in which all goes well, the first one with a new revision; some of them replaced. */
export function ticksOf(
  count: number,
  others: Readonly<Record<number, TickInputs>> = {},
): readonly TickInputs[] {
  return Array.from({ length: count }, (_, tick) => ({
    ...GOOD,
    ...(tick === 0 ? { image: 'app:2' } : {}),
    ...others[tick],
  }));
}

/** The ticks of a Canary. */
export function run(
  canary: Manifest,
  ticks: readonly TickInputs[],
  more: Partial<FlaggerSimulation> = {},
): readonly TickRecord[] {
  return simulateFlagger({ canary, workload: APP, objects: [INGRESS], ticks, ...more }).ticks;
}

/** Phase and weight of the canary of each tick: `Progressing/10`. */
export function trace(ticks: readonly TickRecord[]): readonly string[] {
  return ticks.map(({ phase, routes }) => {
    const weight = routes.kind === 'weights' ? routes.routes.canary : routes.kind;
    return `${phase}/${weight}`;
  });
}

/** The texts of the events of a tick. */
export function eventsOf(tick: TickRecord | undefined): readonly string[] {
  return (tick?.events ?? []).map(({ message }) => message);
}
