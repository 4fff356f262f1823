import type { Manifest } from '../../manifest/manifest';
import { listIn, labelsIn, objectIn, textIn } from '../../mesh/json-field';
import { expandHost } from '../../mesh/host-name';
import type { Destination, Outcome } from '../../mesh/outcome-kinds';
import type { Breach, CheckRule } from '../rule';
import type { CheckState } from '../state';
import { partsOf, type Part } from './parts';
import { answersOf } from './probes';
import { nameOfWorkload, tellPercent } from './tell-shares';
import { workloadsOf } from './workload-index';

/** Rules on destinations of one split: they share no pod. */
export const overlapRules: readonly CheckRule[] = [
  {
    id: 'subset-without-labels',
    area: 'traffic',
    severity: 'error',
    title: 'every subset of a Service with several workloads has labels',
    why: 'A subset without labels is the whole Service: its share goes to the pods of all tracks, the canary included.',
    fix: 'write the labels that tell the track: `labels: { track: primary }`',
    find: (state) =>
      state.ofKind('networking.istio.io/DestinationRule').flatMap((rule) => findBare(state, rule)),
  },
  {
    id: 'split-destinations-share-pods',
    area: 'traffic',
    severity: 'error',
    title: 'two destinations of a split have no pod in common',
    why: 'If the labels of one destination also fit the pods of another, those pods get their own share and part of the other: more users meet the canary than the weight says.',
    fix: 'give each track a label that the other does not have, and use it in both subsets or selectors',
    find: (state) =>
      partsOf(state)
        .filter(({ isRouted }) => isRouted)
        .flatMap(findShared),
  },
];

function findBare(state: CheckState, manifest: Manifest): readonly Breach[] {
  const spec = objectIn(manifest, 'spec');
  const { namespace = '' } = manifest.metadata;
  const host = expandHost(textIn(spec, 'host') ?? '', namespace);
  const bare = listIn(spec, 'subsets')
    .map((subset, index) => ({ subset, path: `spec.subsets[${index}]` }))
    .filter(({ subset }) => Object.keys(labelsIn(subset, 'labels')).length === 0);
  if (bare.length === 0) return [];
  const [name = '', ofNamespace = ''] = host.split('.');
  const service = state
    .ofKind('/Service')
    .find(({ metadata }) => metadata.name === name && (metadata.namespace ?? '') === ofNamespace);
  const selector = labelsIn(objectIn(service, 'spec'), 'selector');
  const selected = workloadsOf(state).selected(ofNamespace, selector);
  if (selected.length < 2) return [];
  const names = selected.map((workload) => workload.name).join(', ');
  return bare.map(({ subset, path }) => ({
    manifest,
    path,
    given: textIn(subset, 'name') ?? '',
    message: `the subset ${textIn(subset, 'name') ?? ''} has no labels, so it is all pods of ${host}: ${names}`,
  }));
}

/** Of every rule the pair of destinations that share pods, told once. */
function findShared(part: Part): readonly Breach[] {
  const told = new Set<string>();
  return answersOf(part).flatMap(({ outcome }) => {
    if (!('destinations' in outcome) || outcome.destinations.length < 2) return [];
    return pairsOf(outcome.destinations).flatMap(([one, other]) => {
      const [small, large] = one.pods.length <= other.pods.length ? [one, other] : [other, one];
      const place = small.place ?? { object: '', path: '' };
      const key = `${place.object} ${place.path}`;
      const shared = small.pods.filter((pod) => large.pods.includes(pod));
      const manifest = part.manifestAt(place);
      if (shared.length === 0 || told.has(key) || manifest === undefined) return [];
      // a subset without labels is the cause, and told of the DestinationRule
      if (isBare(part, large.cluster) || isSame(one, other)) return [];
      // a headless destination is whatever was dialled
      if (isHeadless(part, one) || isHeadless(part, other)) return [];
      told.add(key);
      return [
        {
          manifest,
          path: place.path,
          message: tellShared(
            outcome,
            small,
            shared.map(({ workload }) => workload),
          ),
        },
      ];
    });
  });
}

function pairsOf(list: readonly Destination[]): readonly (readonly [Destination, Destination])[] {
  return list.flatMap((one, index) => list.slice(index + 1).map((other) => [one, other] as const));
}

/** The same destination written twice shares nothing with another one. */
function isSame(one: Destination, other: Destination): boolean {
  return one.cluster === other.cluster;
}

function isHeadless(part: Part, { cluster }: Destination): boolean {
  return part.world().servicesByHost.get(cluster.split('|')[3] ?? '')?.kind === 'headless';
}

function isBare(part: Part, cluster: string): boolean {
  const [, , subset = '', host = ''] = cluster.split('|');
  if (subset === '') return false;
  const { rules } = part.world();
  const indexes = [...rules.local.values(), ...rules.exported.values()];
  return indexes.some((byHost) =>
    byHost
      .get(host)
      ?.some((rule) => Object.keys(rule.subsets.get(subset) ?? { '': '' }).length === 0),
  );
}

function tellShared(outcome: Outcome, small: Destination, workloads: readonly string[]): string {
  const [workload = ''] = workloads;
  const share = outcome.workloads[workload] ?? 0;
  return `another destination of the rule has the same pods: ${nameOfWorkload(workload)} gets ${tellPercent(share)} of the requests, and not ${tellPercent(small.share)}`;
}
