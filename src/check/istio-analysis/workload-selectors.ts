import type { Labels } from '../../manifest/labels';
import type { Manifest } from '../../manifest/manifest';
import { labelsIn, listIn, objectIn } from '../../mesh/json-field';
import type { AnalysisMessage } from './analysis-message';
import {
  annotationsOf,
  fullName,
  labelsOf,
  namespaceOf,
  specOf,
  type AnalysisWorld,
} from './analysis-world';
import { missingSelector } from './gateway-selector';
import { groupBy } from './label-index';

/** Sidecars: IST0110 and IST0111 for two of the same pods, IST0101 for one without pods, IST0167 for one that ambient ignores. */
export function analyzeSidecarSelectors(world: AnalysisWorld): AnalysisMessage[] {
  const sidecars = world.ofKind('networking.istio.io/Sidecar');
  const selectorOf = (one: Manifest): Labels =>
    labelsIn(objectIn(specOf(one), 'workloadSelector'), 'labels');
  const { selected, whole, missing } = divide(world, sidecars, selectorOf);
  const messages = missing.map((one) =>
    missingSelector(one, selectorOf(one), 'spec.workloadSelector.labels'),
  );
  const ineffective = new Set<Manifest>();
  for (const [pod, members] of selected) {
    if (annotationsOf(pod)['ambient.istio.io/redirection'] === 'enabled') {
      for (const one of members) ineffective.add(one);
    } else if (members.length > 1) {
      messages.push(...members.map((one) => samePod('IST0110', one, members, pod)));
    }
  }
  for (const [namespace, members] of whole) {
    const home = world.find('/Namespace', '', namespace);
    if (home !== undefined && isAmbient(home)) for (const one of members) ineffective.add(one);
    else if (members.length > 1) {
      messages.push(...members.map((one) => sameNamespace('IST0111', one, members, 'Sidecars')));
    }
  }
  const path = 'spec';
  const message = 'is for pods in ambient mode, which have no sidecar: it has no effect';
  return [
    ...messages,
    ...[...ineffective].map((manifest) => ({ code: 'IST0167', manifest, path, message })),
  ];
}

/** Telemetry: IST0159 and IST0160 for two of the same pods, IST0101 for one without pods, IST0157 for logs that go nowhere. */
export function analyzeTelemetry(world: AnalysisWorld): AnalysisMessage[] {
  const telemetries = world.ofKind('telemetry.istio.io/Telemetry');
  const selectorOf = (one: Manifest): Labels =>
    labelsIn(objectIn(specOf(one), 'selector'), 'matchLabels');
  const { selected, whole, missing } = divide(world, telemetries, selectorOf);
  return [
    ...missing.map((one) => missingSelector(one, selectorOf(one), 'spec.selector.matchLabels')),
    ...[...selected].flatMap(([pod, members]) =>
      members.length < 2 ? [] : members.map((one) => samePod('IST0159', one, members, pod)),
    ),
    ...[...whole.values()].flatMap((members) =>
      members.length < 2
        ? []
        : members.map((one) => sameNamespace('IST0160', one, members, 'Telemetries')),
    ),
    ...telemetries.flatMap(findProviders),
  ];
}

interface Divided {
  readonly selected: ReadonlyMap<Manifest, readonly Manifest[]>;
  /** Those without a selector, by namespace. */
  readonly whole: ReadonlyMap<string, readonly Manifest[]>;
  readonly missing: readonly Manifest[];
}

function divide(
  world: AnalysisWorld,
  objects: readonly Manifest[],
  selectorOf: (object: Manifest) => Labels,
): Divided {
  const hasSelector = (one: Manifest): boolean => Object.keys(selectorOf(one)).length > 0;
  const selected = new Map<Manifest, Manifest[]>();
  const missing: Manifest[] = [];
  for (const one of objects.filter(hasSelector)) {
    const pods = world.podsIn(namespaceOf(one)).matching(selectorOf(one));
    if (pods.length === 0) missing.push(one);
    for (const pod of pods) selected.set(pod, [...(selected.get(pod) ?? []), one]);
  }
  const rest = objects.filter((one) => !hasSelector(one));
  return { selected, missing, whole: groupBy(rest, namespaceOf) };
}

function isAmbient(namespace: Manifest): boolean {
  const labels = labelsOf(namespace);
  if (labels['istio-injection'] === 'enabled' || labels['istio.io/rev']) return false;
  return labels['istio.io/dataplane-mode'] === 'ambient';
}

function samePod(
  code: string,
  manifest: Manifest,
  members: readonly Manifest[],
  pod: Manifest,
): AnalysisMessage {
  const message = `selects pod ${fullName(pod)}, as ${tellOthers(manifest, members)} does: which one counts is not defined`;
  return { code, manifest, path: 'spec', message, line: 'metadata.name', other: pod };
}

function sameNamespace(
  code: string,
  manifest: Manifest,
  members: readonly Manifest[],
  kinds: string,
): AnalysisMessage {
  const message = `has no selector, as ${tellOthers(manifest, members)}: which of the ${kinds} counts for its namespace is not defined`;
  return { code, manifest, path: 'spec', message };
}

function tellOthers(manifest: Manifest, members: readonly Manifest[]): string {
  return members
    .filter((one) => one !== manifest)
    .map(fullName)
    .join(', ');
}

function findProviders(manifest: Manifest): readonly AnalysisMessage[] {
  const index = listIn(specOf(manifest), 'accessLogging').findIndex(
    (log) => listIn(log, 'providers').length === 0 && objectIn({ log }, 'log')['disabled'] !== true,
  );
  if (index < 0) return [];
  const message =
    'asks for access logs without a provider, and the mesh has no default one: nothing is logged';
  return [{ code: 'IST0157', manifest, path: `spec.accessLogging[${index}]`, message }];
}
