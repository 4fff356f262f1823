import type { Labels } from '../../manifest/labels';
import type { Manifest } from '../../manifest/manifest';
import { groupKind } from '../../manifest/workload';
import { labelsIn, objectIn } from '../../mesh/json-field';
import type { CheckState } from '../state';
import type { AnalysisMessage } from './analysis-message';
import { analysisWorld, namespaceOf, specOf, type AnalysisWorld } from './analysis-world';
import { analyzeWorld } from './analyze';
import { templateOf } from './in-mesh';
import { groupBy, labelIndex, type LabelIndex } from './label-index';

/** Something among the files that runs pods, whatever their number. */
export interface Runner {
  readonly manifest: Manifest;
  readonly labels: Labels;
}

/** The files of a state: what Istio's analyzers say of them, and what they leave out. */
export interface FilesView {
  readonly state: CheckState;
  readonly world: AnalysisWorld;
  /** What Istio says, by code. */
  readonly messages: ReadonlyMap<string, readonly AnalysisMessage[]>;
  /** Pods and templates of pods, by label. */
  readonly runners: LabelIndex<Runner>;
  readonly runnersIn: (namespace: string) => LabelIndex<Runner>;
  /** Whether the files hold an object of a kind in a namespace. */
  readonly has: (groupKind: string, namespace: string) => boolean;
}

/** The files of a state, analyzed once. */
export function filesView(state: CheckState): FilesView {
  const known = VIEWS.get(state);
  if (known !== undefined) return known;
  const runners = state.manifests.flatMap(runnerOf);
  const byNamespace = new Map(
    [...groupBy(runners, ({ manifest }) => namespaceOf(manifest))].map(([namespace, members]) => [
      namespace,
      labelIndex(members, ({ labels }) => labels),
    ]),
  );
  const places = new Set(state.manifests.map((one) => `${groupKind(one)} ${namespaceOf(one)}`));
  const world = analysisWorld(state.manifests, state.settings);
  const view: FilesView = {
    state,
    world,
    messages: groupBy(analyzeWorld(world), ({ code }) => code),
    runners: labelIndex(runners, ({ labels }) => labels),
    runnersIn: (namespace) => byNamespace.get(namespace) ?? NOBODY,
    has: (kind, namespace) => places.has(`${kind} ${namespace}`),
  };
  VIEWS.set(state, view);
  return view;
}

const VIEWS = new WeakMap<CheckState, FilesView>();

const NOBODY: LabelIndex<Runner> = { all: [], matching: () => [] };

const MAKERS: ReadonlySet<string> = new Set([
  'apps/Deployment',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'apps/ReplicaSet',
  '/ReplicationController',
  'argoproj.io/Rollout',
]);

function runnerOf(manifest: Manifest): readonly Runner[] {
  const kind = groupKind(manifest);
  if (kind === '/Pod') return [{ manifest, labels: labelsIn(manifest.metadata, 'labels') }];
  if (kind === 'networking.istio.io/WorkloadEntry') {
    return [{ manifest, labels: labelsIn(specOf(manifest), 'labels') }];
  }
  if (!MAKERS.has(kind)) return [];
  return [{ manifest, labels: labelsIn(templateOf(manifest).metadata, 'labels') }];
}

/** The labels that a Service selects by; of a ServiceEntry, those of its workloads. */
export function selectorOf(host: Manifest): Labels {
  return groupKind(host) === '/Service'
    ? labelsIn(specOf(host), 'selector')
    : labelsIn(objectIn(specOf(host), 'workloadSelector'), 'labels');
}
