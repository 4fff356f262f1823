import * as fc from 'fast-check';
import type { Manifest } from '../../src/manifest/manifest';
import type { ReleasePlan } from '../../src/plan/release-plan';
import type { ServicePort } from '../../src/plan/service';
import { manifestsOf, others, type Others } from './arbitrary-objects';
import { router } from './arbitrary-routes';
import { plainSteps, steps } from './arbitrary-steps';
import type { ReleaseCase } from './release-case';
import { autoscaler, configMap, object, shop } from './shop';

/** One application over three versions: what a release may not change is the same in all of them. */
export interface History {
  /** What the first version is: installed, or only rendered by the code of the second. */
  readonly start: 'installed' | 'rendered';
  readonly versions: readonly [ReleaseCase, ReleaseCase, ReleaseCase];
}

type NamedPort = ServicePort & { readonly name: string };

interface Constant {
  readonly layout: Pick<ReleasePlan<string>, 'layout' | 'outsideMesh'>;
  readonly trackLabel: string | undefined;
  readonly names: ReleasePlan<string>['names'];
  /** Whether the Service is the chart's own. */
  readonly service: 'own' | 'of the plan';
  readonly start: History['start'];
}

interface Day {
  readonly steps: ReleasePlan<string>['steps'];
  readonly replicas: number | undefined;
  readonly capacity: number | undefined;
  readonly autoscaler: { readonly min: number; readonly max: number } | undefined;
  readonly router: ReleasePlan<string>['router'];
  readonly patch: ReleasePlan<string>['patch'];
  readonly config: string | undefined;
  readonly secret: string | undefined;
  readonly others: Others;
}

const PORTS: readonly NamedPort[] = [
  { name: 'http', port: 80, targetPort: 8080 },
  { name: 'grpc-admin', port: 81 },
  { name: 'http-metrics', port: 9090, targetPort: 9090 },
];

const constant: fc.Arbitrary<Constant> = fc.record({
  layout: fc.constantFrom<Constant['layout']>(
    {},
    { layout: 'services', outsideMesh: 'none' },
    { layout: 'subsets', outsideMesh: 'none' },
    { layout: 'subsets', outsideMesh: 'may-reach-canary' },
  ),
  trackLabel: fc.constantFrom(undefined, 'release'),
  names: fc.constantFrom<Constant['names']>(
    undefined,
    { primary: 'api-blue', canary: 'api-green' },
    { mesh: 'api-in', external: 'api-out', gateway: 'door' },
  ),
  service: fc.constantFrom('own' as const, 'of the plan' as const),
  start: fc.constantFrom('installed' as const, 'rendered' as const),
});

const patch = fc.record(
  {
    VirtualService: fc.constant({ metadata: { annotations: { team: 'red' } } }),
    Service: fc.constant({ metadata: { labels: { team: 'red' } } }),
    Deployment: fc.constant({ spec: { template: { metadata: { annotations: { team: 'red' } } } } }),
    HorizontalPodAutoscaler: fc.constant({ spec: { maxReplicas: 12 } }),
  },
  { requiredKeys: [] },
);

const size = fc.integer({ min: 1, max: 12 });

function dayWith(stepsOfDay: fc.Arbitrary<Day['steps']>): fc.Arbitrary<Day> {
  return fc.record({
    steps: stepsOfDay,
    replicas: fc.option(size, { nil: undefined }),
    capacity: fc.option(size, { nil: undefined, freq: 3 }),
    autoscaler: fc.option(
      fc.tuple(size, size).map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) })),
      { nil: undefined, freq: 2 },
    ),
    router,
    patch: fc.option(patch, { nil: undefined }),
    config: fc.constantFrom(undefined, 'red', 'blue'),
    secret: fc.constantFrom(undefined, 'old', 'new'),
    others,
  });
}

/** Three versions of an application with all that a plan can say. */
export const history: fc.Arbitrary<History> = historyWith(steps);

/** Three versions whose plans only set weights. */
export const plainHistory: fc.Arbitrary<History> = historyWith(plainSteps);

function historyWith(stepsOfDay: fc.Arbitrary<Day['steps']>): fc.Arbitrary<History> {
  const day = dayWith(stepsOfDay);
  // ports are only added: the rules refuse to take one away under running callers
  const ports = fc.tuple(...[1, 2, 3].map(() => fc.integer({ min: 1, max: 3 })));
  return fc
    .record({ constant, days: fc.tuple(day, day, day), ports: ports.map((n) => n.sort()) })
    .map(({ constant: always, days: [a, b, c], ports: [x = 1, y = 1, z = 1] }) => ({
      start: always.start,
      versions: [
        caseOf('1.0.0', always, a, PORTS.slice(0, x)),
        caseOf('1.1.0', always, b, PORTS.slice(0, y)),
        caseOf('2.0.0', always, c, PORTS.slice(0, z)),
      ],
    }));
}

function caseOf(
  version: string,
  { layout, trackLabel, names, service, start }: Constant,
  day: Day,
  ports: readonly NamedPort[],
): ReleaseCase {
  const scaled = day.autoscaler !== undefined;
  const config = [
    ...(day.config === undefined ? [] : [configMap('api-config', day.config)]),
    ...(day.secret === undefined ? [] : [keys(day.secret)]),
  ];
  const ofWorkload = start === 'rendered';
  const shared = ofWorkload || day.config === undefined ? [] : ['api-config'];
  const built = shop(version, {
    plan: {
      ...layout,
      trackLabel,
      names,
      router: day.router,
      steps: day.steps,
      metrics: { errors: { kind: 'success-rate', min: 99 } },
      replicas: scaled ? undefined : day.replicas,
      capacity: day.capacity && Math.min(day.capacity, day.autoscaler?.max ?? 12),
      service: service === 'own' ? undefined : { ports },
      patch: day.patch,
      allow: { 'replicas-withdrawn': 'a test', 'secret-in-clear': 'a test' },
    } as Partial<ReleasePlan<string>>,
    container: {
      ports: PORTS.map(({ port, targetPort }) => ({ containerPort: Number(targetPort ?? port) })),
      ...(day.config === undefined ? {} : { envFrom: [{ configMapRef: { name: 'api-config' } }] }),
    },
    // a number where the plan has none: the rules ask for one where an autoscaler goes
    deployment: scaled || day.replicas !== undefined ? {} : { replicas: 2 },
    pod:
      day.secret === undefined
        ? {}
        : { volumes: [{ name: 'keys', secret: { secretName: 'api-keys' } }] },
    others: [
      ...(ofWorkload ? [] : config),
      ...(scaled ? [autoscaler(day.autoscaler.min, day.autoscaler.max)] : []),
      ...(service === 'own' ? [ownService(ports), metricsService()] : []),
      ...manifestsOf(day.others, shared),
    ],
  });
  // a version that is rendered by later code brings its own configuration
  return ofWorkload ? { ...built, workload: [...built.workload, ...config] } : built;
}

function keys(text: string): Manifest {
  return object('v1', 'Secret', 'api-keys', { stringData: { text } });
}

function ownService(ports: readonly NamedPort[]): Manifest {
  const portsOfService = ports.map((port) => ({ targetPort: port.port, ...port }));
  return object('v1', 'Service', 'api', {
    spec: { selector: { app: 'api' }, ports: portsOfService as never },
  });
}

/** A further Service of the same pods. */
function metricsService(): Manifest {
  return object('v1', 'Service', 'api-metrics', {
    spec: { selector: { app: 'api' }, ports: [{ name: 'http', port: 9090 }] },
  });
}
