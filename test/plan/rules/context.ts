import { settledObjects } from '../../../src/compile/compile-release';
import type { Manifest } from '../../../src/manifest/manifest';
import type { Deployment } from '../../../src/manifest/workload';
import { normalizePlan, type Plan } from '../../../src/plan/plan';
import type { ReleasePlan } from '../../../src/plan/release-plan';
import type { Rendered, Source } from '../../../src/plan/rendered';
import { assembleSound } from '../../../src/plan/rules/assemble-sound';
import type { LiveObjects, PlanContext } from '../../../src/plan/rules/rule';
import type { VersionSpec } from '../../../src/plan/version';

/** A plan as JavaScript may write it. */
export type Loose = Readonly<Record<string, unknown>>;

/** In what a context differs from the good one. */
export interface Draft {
  /** Fields of the plan; undefined removes one. */
  readonly plan?: Loose;
  readonly namespace?: string | undefined;
  readonly environment?: string;
  /** The Deployment of a version. */
  readonly deployment?: (good: Deployment) => Manifest;
  /** What the workload holds beside the Deployment. */
  readonly beside?: readonly Manifest[];
  /** The objects of the workload in place of the Deployment and what is beside it. */
  readonly objects?: readonly Manifest[];
  readonly returned?: Manifest;
  /** The chart's other objects. */
  readonly others?: readonly Manifest[];
  readonly sideEffects?: readonly string[];
  /** What is live: objects, or the settled state of another draft at version 1.0.0. */
  readonly live?: Partial<LiveObjects> & { readonly draft?: Draft };
}

/** A plan that uses every part and breaks no rule. */
export const GOOD_PLAN = {
  name: 'api',
  from: '1.0.0',
  to: '1.1.0',
  replicas: 4,
  service: { port: 80, targetPort: 8080 },
  router: {
    kind: 'istio',
    hosts: ['shop.example.com', '*.shop.example.org'],
    gateway: {
      selector: { istio: 'ingressgateway' },
      tls: { credentialName: 'shop', plainHttp: 'redirect' },
    },
    http: [{ match: [{ uri: { prefix: '/api' } }], servicePort: 80, timeout: '5s' }, {}],
    mesh: { http: [{ retries: { attempts: 2 } }] },
    trackHeaders: { primary: { 'x-track': 'primary' }, canary: { 'x-track': 'canary' } },
    trafficPolicy: { connectionPool: { http: { http2MaxRequests: 100 } } },
  },
  steps: [
    {
      setHeaderRoute: { name: 'qa', match: [{ headerName: 'x-qa', headerValue: { exact: '1' } }] },
    },
    { setMirror: { percentage: 10 } },
    { pause: {} },
    { setMirror: { percentage: 0 } },
    { setCanaryScale: { weight: 50 } },
    { setWeight: 20 },
    { analysis: { metrics: ['errors', 'latency'], duration: '10m' } },
    { setCanaryScale: { matchTrafficWeight: true } },
    { setWeight: 60 },
    { setHeaderRoute: { name: 'qa' } },
    { pause: { duration: '1h30m' } },
  ],
  metrics: {
    errors: { kind: 'success-rate', min: 99 },
    latency: { kind: 'latency', quantile: 0.99, max: '250ms' },
  },
  traffic: { requestsPerSecond: 12, errorRate: 0.001 },
  settle: '20s',
} satisfies ReleasePlan<'errors' | 'latency'>;

/** The good context, changed by a draft: everything goes through the real code. */
export function contextOf(draft: Draft = {}): PlanContext {
  const input = { ...GOOD_PLAN, ...draft.plan } as unknown as ReleasePlan<string>;
  const plan = planOf(draft);
  const source: Source = {
    to: render(plan.to, draft),
    from: plan.from && render(plan.from, draft),
    others: draft.others ?? [],
    sideEffects: draft.sideEffects ?? [],
  };
  const application = assembleSound(plan, source.to, source.others);
  return { input, plan, source, application, live: liveOf(draft) };
}

/** The plan of a draft with its defaults. */
export function planOf(draft: Draft): Plan {
  const input = { ...GOOD_PLAN, ...draft.plan } as unknown as ReleasePlan<string>;
  const place = {
    construct: 'shop/api',
    chart: 'shop',
    namespace: 'namespace' in draft ? draft.namespace : 'shop',
    environment: draft.environment,
  };
  // a plan in JavaScript may have no router; its place is normalized to nothing
  const router = (input.router as ReleasePlan['router'] | undefined) ?? { kind: 'istio' };
  return { ...normalizePlan({ ...input, router }, place), router: input.router };
}

/** The objects of a draft when its version has settled, by the real compiler. */
export function settled(draft: Draft): readonly Manifest[] {
  const { plan, application } = contextOf({ ...draft, plan: { to: '1.0.0', ...draft.plan } });
  return settledObjects(plan, application!);
}

/** A Deployment that breaks no rule, in a version. */
export function deployment(version: string, name = 'api'): Deployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop' },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name, team: 'shop' } },
        spec: {
          containers: [
            {
              name,
              image: `${name}:${version}`,
              ports: [
                { name: 'http', containerPort: 8080 },
                { name: 'admin', containerPort: 9090 },
              ],
            },
          ],
        },
      },
    },
  };
}

/** The Deployment with other fields in its `spec`. */
export function withSpec(spec: Loose): (good: Deployment) => Manifest {
  return (good) => ({ ...good, spec: { ...good.spec, ...spec } }) as Manifest;
}

/** The Deployment with other containers. */
export function withContainers(containers: unknown): (good: Deployment) => Manifest {
  return (good) => withSpec({ template: { ...good.spec.template, spec: { containers } } })(good);
}

/** An object of a kind, in the namespace of the good plan. */
export function object(apiVersion: string, kind: string, name: string, rest: Loose = {}): Manifest {
  return { apiVersion, kind, metadata: { name, namespace: 'shop' }, ...rest };
}

/** A Service of the good Deployment's pods. */
export function service(name: string, spec: Loose = {}): Manifest {
  const ports = [{ name: 'http', port: 80, targetPort: 8080 }];
  return object('v1', 'Service', name, { spec: { selector: { app: 'api' }, ports, ...spec } });
}

/** A HorizontalPodAutoscaler of the good Deployment. */
export function autoscaler(spec: Loose = {}, name = 'api'): Manifest {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' };
  return object('autoscaling/v2', 'HorizontalPodAutoscaler', name, {
    spec: { scaleTargetRef, minReplicas: 2, maxReplicas: 8, ...spec },
  });
}

/** The router of the good plan with other fields. */
export function router(fields: Loose): { readonly router: Loose } {
  return { router: { ...GOOD_PLAN.router, ...fields } };
}

function render(version: VersionSpec, draft: Draft): Rendered {
  const { deployment: change = (good: Deployment): Manifest => good } = draft;
  const made = change(deployment(version.name));
  const returned = draft.returned === undefined ? {} : { returned: draft.returned };
  return { version, objects: draft.objects ?? [made, ...(draft.beside ?? [])], ...returned };
}

function liveOf({ live }: Draft): LiveObjects | undefined {
  if (live === undefined) return undefined;
  const { draft = {}, ...rest } = live;
  const objects = rest.objects ?? settled(draft);
  return { version: '1.0.0', layout: 'services', engine: 'phases', ...rest, objects };
}
