import { selects, type Labels } from '../../manifest/labels';
import type { JsonObject, Manifest } from '../../manifest/manifest';
import { groupKind } from '../../manifest/workload';
import { labelsIn, listIn, numberIn, objectIn, textIn } from '../../mesh/json-field';
import type { CheckState } from '../state';

/** Something that makes pods, or a pod that nothing made. */
export interface Workload {
  readonly manifest: Manifest;
  /** Group and kind: `apps/Deployment`. */
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** As the routing model names it: `shop/api-canary`. */
  readonly id: string;
  /** Labels of its pods. */
  readonly labels: Labels;
  readonly template: JsonObject;
  /** Where the template stands: `spec.template`, of a bare pod the empty path. */
  readonly templatePath: string;
  /** As written; undefined where it is left out. */
  readonly replicas: number | undefined;
  /** Whether its pods live on and answer requests; those of jobs end. */
  readonly serves: boolean;
}

/** The workloads of a state, found by labels. */
export interface WorkloadIndex {
  readonly all: readonly Workload[];
  readonly byId: ReadonlyMap<string, Workload>;
  /** Whether a namespace has any workload that serves. */
  readonly isPopulated: (namespace: string) => boolean;
  /** The serving workloads of a namespace whose pods carry these labels; an empty selector selects none. */
  readonly selected: (namespace: string, selector: Labels | undefined) => readonly Workload[];
}

/** Indexes the workloads of a state; once for each state. */
export function workloadsOf(state: CheckState): WorkloadIndex {
  const known = INDEXES.get(state);
  if (known !== undefined) return known;
  const index = buildIndex(state);
  INDEXES.set(state, index);
  return index;
}

const INDEXES = new WeakMap<CheckState, WorkloadIndex>();

const TEMPLATES: readonly (readonly [kind: string, path: string, serves: 'serves' | 'ends'])[] = [
  ['apps/Deployment', 'spec.template', 'serves'],
  ['apps/StatefulSet', 'spec.template', 'serves'],
  ['apps/DaemonSet', 'spec.template', 'serves'],
  ['apps/ReplicaSet', 'spec.template', 'serves'],
  ['/ReplicationController', 'spec.template', 'serves'],
  ['argoproj.io/Rollout', 'spec.template', 'serves'],
  ['/Pod', '', 'serves'],
  ['batch/Job', 'spec.template', 'ends'],
  ['batch/CronJob', 'spec.jobTemplate.spec.template', 'ends'],
];

function buildIndex(state: CheckState): WorkloadIndex {
  const all = TEMPLATES.flatMap(([kind, path, serves]) =>
    state
      .ofKind(kind)
      .filter((manifest) => listIn(manifest.metadata, 'ownerReferences').length === 0)
      .map((manifest) => workloadOf(manifest, path, serves === 'serves')),
  );
  const byLabel = new Map<string, Workload[]>();
  const populated = new Set<string>();
  for (const workload of all) {
    if (!workload.serves) continue;
    populated.add(workload.namespace);
    for (const [key, value] of Object.entries(workload.labels)) {
      const at = labelKey(workload.namespace, key, value);
      const members = byLabel.get(at);
      if (members === undefined) byLabel.set(at, [workload]);
      else members.push(workload);
    }
  }
  return {
    all,
    byId: new Map(all.map((workload) => [workload.id, workload])),
    isPopulated: (namespace) => populated.has(namespace),
    selected: (namespace, selector) => {
      let shortest: readonly Workload[] | undefined;
      for (const [key, value] of Object.entries(selector ?? {})) {
        const members = byLabel.get(labelKey(namespace, key, value)) ?? [];
        if (shortest === undefined || members.length < shortest.length) shortest = members;
      }
      return (shortest ?? []).filter(({ labels }) => selects(selector, labels));
    },
  };
}

function workloadOf(manifest: Manifest, templatePath: string, serves: boolean): Workload {
  const { name, namespace = '' } = manifest.metadata;
  let template: JsonObject = manifest;
  for (const field of templatePath.split('.').filter(Boolean)) template = objectIn(template, field);
  return {
    manifest,
    kind: groupKind(manifest),
    namespace,
    name,
    id: `${namespace}/${name}`,
    labels: labelsIn(objectIn(template, 'metadata'), 'labels'),
    template,
    templatePath,
    replicas: numberIn(objectIn(manifest, 'spec'), 'replicas'),
    serves,
  };
}

function labelKey(namespace: string, key: string, value: string): string {
  return `${namespace} ${key}=${value}`;
}

/** The name of what scales or selects a workload: `Deployment api-canary`. */
export function tellWorkload({ manifest, name }: Workload): string {
  return `${textIn(manifest, 'kind') ?? 'workload'} ${name}`;
}
