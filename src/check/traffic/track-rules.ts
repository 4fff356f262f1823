import { labelsIn, numberIn, objectIn } from '../../mesh/json-field';
import type { Breach, CheckRule } from '../rule';
import type { CheckState } from '../state';
import { namespacesOutsideMesh } from './caller-classes';
import { scalerOf } from './scalers';
import { splitsOf, type Branch, type Split } from './splits';
import { tellPercent } from './tell-shares';
import { tellWorkload, type Workload } from './workload-index';

/** Rules on the workloads that a split divides requests between. */
export const trackRules: readonly CheckRule[] = [
  {
    id: 'tracks-differ-in-injection',
    area: 'traffic',
    severity: 'error',
    title: 'all tracks of a split are in the mesh, or none',
    why: 'A track without sidecar has no telemetry, so an analysis finds no data, and where mutual TLS is strict its share of the requests fails (UF).',
    fix: 'write the same `sidecar.istio.io/inject` label in the pod templates of all tracks',
    find: (state) => perWorkload(splitsOf(state).flatMap((split) => findInjection(state, split))),
  },
  {
    id: 'canary-too-small',
    area: 'traffic',
    severity: 'warning',
    title: 'the replicas of a track fit its weight',
    why: 'Weights divide requests without asking how many pods there are. A canary with too few is overloaded, fails for that reason alone, and the release is rolled back although the version is good.',
    fix: "give the canary at least the primary's full number of replicas times its weight, and scale up before the weight grows",
    find: (state) => perWorkload(splitsOf(state).flatMap((split) => findSmall(state, split))),
  },
];

/** A workload in several splits is told once. */
function perWorkload(breaches: readonly Breach[]): readonly Breach[] {
  return [...new Map(breaches.map((breach) => [breach.manifest, breach])).values()];
}

function findInjection(state: CheckState, { branches }: Split): readonly Breach[] {
  const workloads = [...new Set(branches.flatMap((branch) => branch.workloads))];
  const outside = workloads.filter((workload) => isOutsideMesh(state, workload));
  if (outside.length === 0 || outside.length === workloads.length) return [];
  const inside = workloads.find((workload) => !outside.includes(workload));
  return outside.map((workload) => ({
    manifest: workload.manifest,
    path: [workload.templatePath, 'metadata.labels'].filter(Boolean).join('.'),
    message: `its pods get no sidecar, those of ${inside === undefined ? 'the other track' : tellWorkload(inside)} do: no metrics, and failures (UF) where mutual TLS is strict`,
  }));
}

function isOutsideMesh(state: CheckState, { namespace, template }: Workload): boolean {
  const metadata = objectIn(template, 'metadata');
  const asked =
    labelsIn(metadata, 'labels')['sidecar.istio.io/inject'] ??
    labelsIn(metadata, 'annotations')['sidecar.istio.io/inject'];
  const onHost = objectIn(template, 'spec')['hostNetwork'] === true;
  return asked === 'false' || onHost || namespacesOutsideMesh(state).has(namespace);
}

/** How much more than its part of the full size a pod may carry. */
const MOST_LOAD = 1.5;

/** Branches whose pods would each carry clearly more than the pods of the largest track do when it carries everything. */
function findSmall(state: CheckState, { branches }: Split): readonly Breach[] {
  const sized = branches.map((branch) => ({ branch, pods: podsOf(state, branch) }));
  const full = Math.max(...sized.map(({ pods }) => pods ?? 0));
  return sized.flatMap(({ branch, pods }) => {
    const [workload] = branch.workloads;
    if (workload === undefined || pods === undefined || pods === 0 || branch.workloads.length > 1)
      return [];
    const load = (branch.share * full) / pods;
    if (load <= MOST_LOAD) return [];
    const needed = Math.ceil(branch.share * full);
    const message = `${tellPods(pods)} for ${tellPercent(branch.share)} of the requests: each carries ${Number(load.toFixed(1))} times what a pod carries when ${full} share all of them`;
    const path = workload.replicas === undefined ? 'spec' : 'spec.replicas';
    return [
      {
        manifest: workload.manifest,
        path,
        given: `${pods}`,
        allowed: `${needed} or more`,
        message,
      },
    ];
  });
}

function tellPods(count: number): string {
  return count === 1 ? '1 pod' : `${count} pods`;
}

/** How many pods a branch can have: of an autoscaled workload the most. Undefined where nothing says. */
function podsOf(state: CheckState, { workloads }: Branch): number | undefined {
  const counts = workloads.map((workload) => {
    const scaler = scalerOf(state, workload);
    if (workload.kind === 'apps/DaemonSet') return undefined;
    if (scaler !== undefined) return numberIn(objectIn(scaler, 'spec'), 'maxReplicas');
    return workload.replicas ?? 1;
  });
  if (counts.some((count) => count === undefined)) return undefined;
  return counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}
