import type { JsonObject, Manifest } from '../../manifest/manifest';
import { labelsIn, objectIn, textsIn } from '../../mesh/json-field';
import type { Breach, CheckRule } from '../rule';
import type { CheckState } from '../state';
import { joinWords } from '../traffic/caller-classes';
import { isNamedCanary } from '../traffic/declared-shares';
import { tellWorkload, workloadsOf, type Workload } from '../traffic/workload-index';
import { applicationsOf } from './applications';
import { fulfils, isSelective } from './label-selector';

/** Rules on objects that accompany pods by their labels: what holds for one track holds for the others. */
export const companionRules: readonly CheckRule[] = [
  {
    id: 'companion-misses-track',
    area: 'hygiene',
    severity: 'warning',
    title: 'policies, budgets and monitors cover all tracks of an application',
    why: 'What selects the pods of one track by their labels forgets the other: a canary without its NetworkPolicy or AuthorizationPolicy is open to everybody or closed to all, one without monitor has no metrics to judge, and pods without budget can all be evicted at once.',
    fix: 'select the labels that all tracks share, such as `app: api`, without the track',
    find: (state) => COMPANIONS.flatMap((companion) => findMissed(state, companion)),
  },
];

/** A kind of object that selects pods. */
interface Companion {
  readonly kind: string;
  /** The path of its selector. */
  readonly path: string;
  /** What pods miss that it does not select. */
  readonly without: string;
  /** Where it looks for pods: its namespace, everywhere when it is in the root namespace, or by `namespaceSelector`. */
  readonly reach: 'own' | 'mesh' | 'selector';
  /** Whether it selects Services, and by them their pods. */
  readonly by: 'pods' | 'services';
}

const COMPANIONS: readonly Companion[] = [
  {
    kind: 'policy/PodDisruptionBudget',
    path: 'spec.selector',
    without: 'all its pods can be evicted at once',
    reach: 'own',
    by: 'pods',
  },
  {
    kind: 'networking.k8s.io/NetworkPolicy',
    path: 'spec.podSelector',
    without: 'other rules hold for its connections',
    reach: 'own',
    by: 'pods',
  },
  {
    kind: 'security.istio.io/AuthorizationPolicy',
    path: 'spec.selector',
    without: 'other callers are let in',
    reach: 'mesh',
    by: 'pods',
  },
  {
    kind: 'security.istio.io/PeerAuthentication',
    path: 'spec.selector',
    without: 'another mode of mutual TLS holds for it',
    reach: 'mesh',
    by: 'pods',
  },
  {
    kind: 'security.istio.io/RequestAuthentication',
    path: 'spec.selector',
    without: 'its tokens are not checked',
    reach: 'mesh',
    by: 'pods',
  },
  {
    kind: 'telemetry.istio.io/Telemetry',
    path: 'spec.selector',
    without: 'its telemetry has other settings',
    reach: 'mesh',
    by: 'pods',
  },
  {
    kind: 'monitoring.coreos.com/PodMonitor',
    path: 'spec.selector',
    without: 'it has no metrics',
    reach: 'selector',
    by: 'pods',
  },
  {
    kind: 'monitoring.coreos.com/ServiceMonitor',
    path: 'spec.selector',
    without: 'it has no metrics',
    reach: 'selector',
    by: 'services',
  },
];

function findMissed(state: CheckState, companion: Companion): readonly Breach[] {
  const manifests = state.ofKind(companion.kind);
  if (manifests.length === 0) return [];
  const covering = manifests.map((manifest) => ({
    manifest,
    covered: coveredBy(state, companion, manifest),
  }));
  return applicationsOf(state).flatMap(({ tracks }) => {
    const running = tracks.filter(({ replicas }) => replicas !== 0);
    const missed = running.filter((track) => !covering.some(({ covered }) => covered(track)));
    const owner = covering.find(({ covered }) => running.some(covered));
    if (missed.length === 0 || missed.length === running.length || owner === undefined) return [];
    const held = running.filter(owner.covered);
    const message = `covers ${joinWords(held.map(tellWorkload))} but not ${joinWords(missed.map(tellWorkload))}: ${companion.without}`;
    const minor =
      companion.kind.endsWith('Budget') && missed.every(({ name }) => isNamedCanary(name));
    return [
      {
        manifest: owner.manifest,
        path: companion.path,
        message,
        ...(minor ? { severity: 'info' as const } : {}),
      },
    ];
  });
}

function coveredBy(
  state: CheckState,
  { path, reach, by }: Companion,
  manifest: Manifest,
): (workload: Workload) => boolean {
  const spec = objectIn(manifest, 'spec');
  const selector = objectIn(spec, path.slice('spec.'.length));
  const isNear = namespacesOf(state, reach, manifest, spec);
  if (by === 'pods') {
    return ({ namespace, labels }) =>
      isNear(namespace) && (!isSelective(selector) || fulfils(selector, labels));
  }
  const covered = new Set(
    state
      .ofKind('/Service')
      .filter(({ metadata }) => isNear(metadata.namespace ?? ''))
      .filter(({ metadata }) => fulfils(selector, labelsIn(metadata, 'labels')))
      .flatMap((service) =>
        workloadsOf(state).selected(
          service.metadata.namespace ?? '',
          labelsIn(objectIn(service, 'spec'), 'selector'),
        ),
      ),
  );
  return (workload) => covered.has(workload);
}

function namespacesOf(
  state: CheckState,
  reach: Companion['reach'],
  { metadata: { namespace: own = '' } }: Manifest,
  spec: JsonObject,
): (namespace: string) => boolean {
  if (reach === 'mesh' && own === state.settings.rootNamespace) return () => true;
  if (reach !== 'selector') return (namespace) => namespace === own;
  const selector = objectIn(spec, 'namespaceSelector');
  if (selector['any'] === true) return () => true;
  const names = textsIn(selector, 'matchNames');
  return (namespace) => (names.length > 0 ? names.includes(namespace) : namespace === own);
}
