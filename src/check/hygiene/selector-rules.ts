import type { Labels } from '../../manifest/labels';
import { labelsIn, objectIn } from '../../mesh/json-field';
import type { Breach, CheckRule } from '../rule';
import type { CheckState } from '../state';
import { joinWords } from '../traffic/caller-classes';
import { areTracks, applicationName } from '../traffic/tracks';
import { tellWorkload, workloadsOf, type Workload } from '../traffic/workload-index';
import { fulfils, isSelective } from './label-selector';

/** Rules on selectors: each pod belongs to one workload, and a Service to one application. */
export const selectorRules: readonly CheckRule[] = [
  {
    id: 'selector-misses-own-template',
    area: 'hygiene',
    severity: 'error',
    title: 'the selector of a workload fits its own pod template',
    why: 'The API server refuses a workload whose selector does not fit its template. What else was applied with it stays, so the cluster holds half a release.',
    fix: 'write every label of `matchLabels` into the labels of the pod template',
    find: (state) => controllersOf(state).flatMap(findOwnMiss),
  },
  {
    id: 'workload-selectors-overlap',
    area: 'hygiene',
    severity: 'warning',
    title: 'no workload selects the pods of another',
    why: 'With `app: api` as selector of the primary and `app: api, track: canary` on the canary, the primary counts the pods of both: autoscalers measure the wrong pods, a status looks ready that is not, and pods without owner are adopted by the wrong one.',
    fix: 'give each workload a label of its own in `matchLabels`; a selector cannot be changed, so create the workload under a new name',
    find: findOverlaps,
  },
  {
    id: 'service-selects-several-applications',
    area: 'hygiene',
    severity: 'warning',
    title: 'a Service selects the pods of one application',
    why: 'A selector that is too wide sends requests to pods that know nothing of them: a part of all requests fails, in the ratio of replicas.',
    fix: 'select a label that only the pods of this application have',
    find: findMixedServices,
  },
];

const CONTROLLERS: ReadonlySet<string> = new Set([
  'apps/Deployment',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'apps/ReplicaSet',
]);

function controllersOf(state: CheckState): readonly Workload[] {
  return workloadsOf(state).all.filter(({ kind }) => CONTROLLERS.has(kind));
}

function findOwnMiss({ manifest, labels }: Workload): readonly Breach[] {
  const selector = objectIn(objectIn(manifest, 'spec'), 'selector');
  if (!isSelective(selector) || fulfils(selector, labels)) return [];
  const missing = Object.entries(labelsIn(selector, 'matchLabels'))
    .filter(([key, value]) => labels[key] !== value)
    .map(([key, value]) => `${key}=${value}`);
  const message = `the pod template lacks ${joinWords(missing) || 'what matchExpressions ask for'}`;
  return [{ manifest, path: 'spec.selector', message }];
}

/** Pairs of which one selects the pods of the other; a pair that does so both ways is told once. */
function findOverlaps(state: CheckState): readonly Breach[] {
  const told = new Set<string>();
  return controllersOf(state).flatMap((workload) => {
    const selector = objectIn(objectIn(workload.manifest, 'spec'), 'selector');
    const near = workloadsOf(state).selected(workload.namespace, labelsIn(selector, 'matchLabels'));
    const taken = near.filter(
      (other) =>
        other !== workload && CONTROLLERS.has(other.kind) && fulfils(selector, other.labels),
    );
    const fresh = taken.filter((other) => !told.has(`${other.id} ${workload.id}`));
    for (const other of taken) told.add(`${workload.id} ${other.id}`);
    if (fresh.length === 0) return [];
    const message = `selects the pods of ${joinWords(fresh.map(tellWorkload))} too`;
    return [{ manifest: workload.manifest, path: 'spec.selector', message }];
  });
}

function findMixedServices(state: CheckState): readonly Breach[] {
  return state.ofKind('/Service').flatMap((manifest) => {
    const { namespace = '' } = manifest.metadata;
    const selector = labelsIn(objectIn(manifest, 'spec'), 'selector');
    const selected = workloadsOf(state).selected(namespace, selector);
    const [first, ...others] = selected;
    if (first === undefined || areTracks(selected)) return [];
    const strangers = others.filter((other) => !areRelated(first, other));
    if (strangers.length === 0) return [];
    const message = `selects the pods of ${joinWords(selected.map(tellWorkload))}, which have nothing else in common`;
    return [{ manifest, path: 'spec.selector', message }];
  });
}

/** Whether two workloads may be parts of one application: one name in a label, or names that begin alike. */
function areRelated(one: Workload, other: Workload): boolean {
  const keys = ['app', 'app.kubernetes.io/name', 'k8s-app', 'app.kubernetes.io/instance'];
  const shared = keys.filter((key) => isGiven(one.labels, key) && isGiven(other.labels, key));
  if (shared.length > 0) return shared.some((key) => one.labels[key] === other.labels[key]);
  const [name, otherName] = [applicationName(one.name), applicationName(other.name)];
  return name.split('-')[0] === otherName.split('-')[0];
}

function isGiven(labels: Labels, key: string): boolean {
  return labels[key] !== undefined;
}
