import { emitPhaseFiles, type FileLayout } from '../../src/emit/phase-files';
import type { OutputType, PhaseJson, ReleaseJson } from '../../src/emit/release-json';
import { type Files, filesBelow, filesIn } from '../../src/gitops/files';
import { hashFiles, sha256 } from '../../src/manifest/hash';
import type { Manifest } from '../../src/manifest/manifest';
import type { Gate } from '../../src/plan/gate';

/** A release as small as it can be to be walked: two Deployments and what splits the traffic. */
export interface TestPlan {
  readonly release: string;
  readonly environment?: string;
  readonly from: string | null;
  readonly to: string;
  readonly weights?: readonly number[];
  /** Gates by the name of the phase. */
  readonly gates?: Readonly<Record<string, readonly Gate[]>>;
  /** Further objects by the name of the phase. */
  readonly extra?: (phase: string) => readonly Manifest[];
  /** The image of a version. */
  readonly image?: (version: string) => string;
  readonly output?: OutputType;
}

interface State {
  readonly primary: string;
  readonly canary: string;
  readonly replicas: number;
  readonly weight: number;
}

type Named = readonly [name: string, state: State];

/** The files of the release directory that the plan compiles to, with `release.json`. */
export function compilePlan(plan: TestPlan): Files {
  const forward = forwardStates(plan);
  const files = new Map<string, string>();
  const phases = emitPath(plan, forward, '', files);
  const abort = forward.flatMap(([name], index) => {
    const back = wayBack(forward, index);
    const id = phaseId(name, index);
    const path = `abort/from-${id}/`;
    return back.length === 0 ? [] : [[id, emitPath(plan, back, path, files)] as const];
  });
  files.set('PLAN.md', `# ${plan.release} ${plan.to}\n`);
  const json: ReleaseJson = {
    schemaVersion: 1,
    release: plan.release,
    ...(plan.environment === undefined ? {} : { environment: plan.environment }),
    chart: plan.release,
    namespace: 'shop',
    engine: 'phases',
    router: 'istio',
    layout: 'services',
    output: plan.output ?? 'FILE_PER_CHART',
    extension: '.k8s.yaml',
    from: plan.from,
    to: plan.to,
    phases,
    abort: Object.fromEntries(abort),
    skips: [],
    outsideMesh: 'primary-only',
    ingresses: [],
    metrics: {},
    retired: [],
    files: Object.fromEntries([...files].map(([path, text]) => [path, sha256(text)])),
  };
  return files.set('release.json', `${JSON.stringify(json, null, 2)}\n`);
}

/** The files of a phase of the release `api`, as it is compiled. */
export function phaseOf(plan: Pick<TestPlan, 'from' | 'to'>, path: string): Files {
  return filesBelow(compilePlan({ release: 'api', ...plan }), path);
}

function forwardStates({ from, to, weights = [20, 60] }: TestPlan): readonly Named[] {
  if (from === null) return [['baseline', { primary: to, canary: to, replicas: 0, weight: 0 }]];
  const before = { primary: from, canary: from, replicas: 0, weight: 0 };
  const canary = { primary: from, canary: to, replicas: 4, weight: 0 };
  return [
    ['baseline', before],
    ['canary-0', canary],
    ...weights.map((weight): Named => [`canary-${weight}`, { ...canary, weight }]),
    ['canary-100', { ...canary, weight: 100 }],
    ['update-primary', { ...canary, primary: to, weight: 100 }],
    ['primary-100', { ...canary, primary: to }],
    ['done', { primary: to, canary: to, replicas: 0, weight: 0 }],
  ];
}

/** The steps back; those that would change nothing are left out, as the compiler does. */
function wayBack(forward: readonly Named[], index: number): readonly Named[] {
  if (index === 0) return [];
  const [, baseline] = forward[0]!;
  const [, current] = forward[index]!;
  const full = { ...current, replicas: 4, weight: 100 };
  const isUpdated = current.primary !== baseline.primary;
  const steps: readonly Named[] = [
    ...(isUpdated
      ? ([
          ['canary-0', { ...full, weight: 0 }],
          ['canary-100', full],
          ['primary-back', { ...full, primary: baseline.primary }],
        ] as const)
      : []),
    ['traffic-back', { ...current, primary: baseline.primary, replicas: 4, weight: 0 }],
    ['baseline', baseline],
  ];
  const states = [forward[index]!, ...steps];
  return steps.filter(([, state], step) => !isSame(state, states[step]![1]));
}

function isSame(a: State, b: State): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function phaseId(name: string, index: number): string {
  return `${String(index * 10).padStart(3, '0')}-${name}`;
}

function emitPath(
  plan: TestPlan,
  states: readonly Named[],
  prefix: string,
  into: Map<string, string>,
): PhaseJson[] {
  const offset = prefix === '' ? 0 : 1;
  return states.map(([name, state], index) => {
    const id = phaseId(name, index + offset);
    const objects = [...objectsOf(plan, state), ...(plan.extra?.(name) ?? [])];
    const files = emitPhaseFiles(objects, layoutOf(plan));
    for (const [path, text] of filesIn(`${prefix}${id}`, files)) into.set(path, text);
    return {
      id,
      name,
      path: `${prefix}${id}`,
      versions: { primary: state.primary, canary: state.canary },
      replicas: { primary: 4, canary: state.replicas },
      traffic: { primary: 100 - state.weight, canary: state.weight },
      headerRoutes: [],
      mirror: 0,
      ready: [
        { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'api', replicas: 4 },
      ],
      settleSeconds: 30,
      gates: prefix === '' ? (plan.gates?.[name] ?? []) : [],
      changes: [],
      sha256: hashFiles(files),
    };
  });
}

function layoutOf({ release, output = 'FILE_PER_CHART' }: TestPlan): FileLayout {
  return { output, extension: '.k8s.yaml', chart: release, namespace: 'shop' };
}

function objectsOf(plan: TestPlan, state: State): readonly Manifest[] {
  return [
    deployment(plan, 'primary', state.primary, 4),
    deployment(plan, 'canary', state.canary, state.replicas),
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: 'api', namespace: 'shop' },
      spec: {
        hosts: ['api'],
        http: [
          {
            route: [
              { destination: { host: 'api-primary' }, weight: 100 - state.weight },
              { destination: { host: 'api-canary' }, weight: state.weight },
            ],
          },
        ],
      },
    },
  ];
}

function deployment(plan: TestPlan, track: string, version: string, replicas: number): Manifest {
  const image = plan.image?.(version) ?? `example.com/api:${version}`;
  const labels = { app: 'api', track };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: `api-${track}`, namespace: 'shop' },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'api', image }] } },
    },
  };
}

/** A ConfigMap for `extra`. */
export function configMap(name: string, text = 'on'): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'shop' },
    data: { text },
  };
}
