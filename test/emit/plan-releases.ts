import {
  type Baseline,
  compileRelease,
  type CompiledRelease,
} from '../../src/compile/compile-release';
import { emitReleaseFiles } from '../../src/emit/release-files';
import type { ReleaseJson } from '../../src/emit/release-json';
import type { Manifest } from '../../src/manifest/manifest';
import { type Application, assembleApplication } from '../../src/plan/application';
import { normalizePlan, type Plan } from '../../src/plan/plan';
import type { ReleasePlan } from '../../src/plan/release-plan';
import { versionSpec } from '../../src/plan/version';

/** What a test compiles: a plan, and the chart's other objects; the pods read its ConfigMaps. */
export interface Example {
  readonly plan?: Partial<ReleasePlan<string>>;
  readonly others?: readonly Manifest[];
  /** The release before, whose last phase is live. @default `from` of the plan, else nothing */
  readonly after?: CompiledRelease;
}

/** go-demo-7 from 0.0.1 to 0.0.2, with anything about it changed; by the real compiler. */
export function compileExample({
  plan: changes,
  others = [],
  after,
}: Example = {}): CompiledRelease {
  const input = { ...goDemo7, ...changes } as ReleasePlan<string>;
  const plan = normalizePlan(input, { construct: 'api', chart: 'go-demo-7', namespace: NAMESPACE });
  return compileRelease(plan, render(plan, plan.to.name, others), baselineOf(plan, others, after));
}

/** What `release.json` says of a compiled release. */
export function releaseJson(release: CompiledRelease): ReleaseJson {
  const { json } = emitReleaseFiles(release, {
    output: 'FILE_PER_CHART',
    extension: '.k8s.yaml',
    chart: 'go-demo-7',
    namespace: NAMESPACE,
  });
  // as it is in the file: without fields that are undefined
  return JSON.parse(JSON.stringify(json)) as ReleaseJson;
}

/** What `release.json` says of an example. */
export function exampleJson(example: Example = {}): ReleaseJson {
  return releaseJson(compileExample(example));
}

/** A namespaced object of the chart. */
export function object(apiVersion: string, kind: string, name: string, rest = {}): Manifest {
  return { apiVersion, kind, metadata: { name, namespace: NAMESPACE }, ...rest };
}

const NAMESPACE = 'go-demo-7';

const goDemo7: ReleasePlan<string> = {
  name: 'go-demo-7',
  from: '0.0.1',
  to: '0.0.2',
  replicas: 3,
  service: { port: 80, targetPort: 8080 },
  router: {
    kind: 'istio',
    hosts: ['go-demo-7.acme.com'],
    gateway: { selector: { istio: 'ingressgateway' } },
  },
  steps: [
    { setWeight: 20 },
    { pause: { duration: '5m' } },
    { setWeight: 40 },
    { analysis: { metrics: ['errors', 'latency'], duration: '10m' } },
    { setWeight: 60 },
    { pause: {} },
  ],
  metrics: {
    errors: { kind: 'success-rate', min: 99 },
    latency: { kind: 'latency', quantile: 0.99, max: '1s' },
  },
  traffic: { requestsPerSecond: 12, errorRate: 0.001 },
};

function baselineOf(plan: Plan, others: readonly Manifest[], after?: CompiledRelease): Baseline {
  const last = after?.phases[after.phases.length - 1];
  if (last !== undefined) {
    return { kind: 'live', version: last.versions.primary, objects: last.objects };
  }
  if (plan.from === undefined) return { kind: 'nothing' };
  return { kind: 'rendered', application: render(plan, plan.from.name, others) };
}

function render(plan: Plan, version: string, others: readonly Manifest[]): Application {
  const labels = { app: 'go-demo-7' };
  const envFrom = others
    .filter(({ kind }) => kind === 'ConfigMap')
    .map(({ metadata: { name } }) => ({ configMapRef: { name } }));
  const containers = [{ name: 'api', image: `vfarcic/go-demo-7:${version}`, envFrom }];
  const deployment = object('apps/v1', 'Deployment', 'go-demo-7', {
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers } },
    },
  });
  const rendered = { version: versionSpec(version), objects: [deployment] };
  const application = assembleApplication(plan, rendered, others);
  if (application === undefined) throw new Error('the example has no Deployment');
  return application;
}
