import type { Labels } from '../manifest/labels';
import type { Manifest } from '../manifest/manifest';
import { hasField, labelsIn, listIn, objectIn, textIn, textsIn } from './json-field';
import { expandHost, mostSpecific } from './host-name';
import type { MeshSettings } from './mesh-settings';
import { placeIn, type Place } from './place';
import { readOnce } from './read-once';
import { isPrivate, isVisible, sameVisibility } from './visibility';
import { visibilityOf, type Visibility } from './visibility';

/** DestinationRules of one namespace on one host, merged into one. */
export interface DestinationRule {
  readonly place: Place;
  readonly namespace: string;
  /** Labels of the subsets by name; of a name given twice the older stands. */
  readonly subsets: ReadonlyMap<string, Labels>;
  /** The callers that it is for; undefined for all. */
  readonly callers?: Labels;
  readonly visibility: Visibility;
}

/** The DestinationRules of a world, by namespace and host. */
export interface DestinationRuleIndex {
  /** What the callers of the namespace itself see. */
  readonly local: RulesByNamespace;
  /** What other namespaces may see. */
  readonly exported: RulesByNamespace;
  /** Rules of the root namespace that only it sees. */
  readonly rootPrivate: RulesByHost;
  readonly rootNamespace: string;
}

type RulesByHost = ReadonlyMap<string, readonly DestinationRule[]>;
type RulesByNamespace = ReadonlyMap<string, RulesByHost>;
type Filling = Map<string, DestinationRule[]>;

/** Indexes DestinationRules, which are given oldest first. */
export function indexDestinationRules(
  manifests: readonly Manifest[],
  settings: MeshSettings,
): DestinationRuleIndex {
  const local = new Map<string, Filling>();
  const exported = new Map<string, Filling>();
  const rootPrivate: Filling = new Map();
  for (const manifest of manifests) {
    const { host, rule } = destinationRuleOf(manifest, settings);
    const { namespace, visibility } = rule;
    if (isVisible(visibility, namespace)) add(fillingOf(local, namespace), host, rule);
    if (!isPrivate(visibility, namespace)) add(fillingOf(exported, namespace), host, rule);
    else if (namespace === settings.rootNamespace) add(rootPrivate, host, rule);
  }
  return { local, exported, rootPrivate, rootNamespace: settings.rootNamespace };
}

/**
 * The rules on a host for the callers of a namespace: the caller's namespace, then the Service's, then the root's. The
 * first that has any rule for the host decides; nothing is merged across namespaces.
 */
export function findDestinationRules(
  index: DestinationRuleIndex,
  host: string,
  serviceNamespace: string,
  callerNamespace: string,
): readonly DestinationRule[] {
  const own =
    callerNamespace === index.rootNamespace ? index.rootPrivate : index.local.get(callerNamespace);
  const found = own === undefined ? undefined : mostSpecific(own, host);
  if (found !== undefined) return found;
  for (const namespace of [serviceNamespace, index.rootNamespace]) {
    const exported = index.exported.get(namespace);
    const rules = exported === undefined ? [] : (mostSpecific(exported, host) ?? []);
    const visible = rules.filter((rule) => isVisible(rule.visibility, callerNamespace));
    if (visible.length > 0) return visible;
  }
  return [];
}

/** The rule that binds one caller: one that selects it, in its own namespace, else the last for all. */
export function pickDestinationRule(
  rules: readonly DestinationRule[],
  callerNamespace: string,
  callerLabels: Labels,
): DestinationRule | undefined {
  const selecting = rules.find(
    ({ callers, namespace }) =>
      callers !== undefined &&
      namespace === callerNamespace &&
      Object.entries(callers).every(([key, value]) => callerLabels[key] === value),
  );
  return selecting ?? rules.findLast(({ callers }) => callers === undefined);
}

const destinationRuleOf = readOnce(readDestinationRule);

function readDestinationRule(
  manifest: Manifest,
  settings: MeshSettings,
): { readonly host: string; readonly rule: DestinationRule } {
  const spec = objectIn(manifest, 'spec');
  const namespace = manifest.metadata.namespace ?? '';
  const subsets = new Map<string, Labels>();
  for (const subset of listIn(spec, 'subsets')) {
    const name = textIn(subset, 'name') ?? '';
    if (!subsets.has(name)) subsets.set(name, labelsIn(subset, 'labels'));
  }
  const selected = hasField(spec, 'workloadSelector');
  const exportTo = selected ? ['.'] : textsIn(spec, 'exportTo');
  return {
    host: expandHost(textIn(spec, 'host') ?? '', namespace),
    rule: {
      place: placeIn(manifest, 'spec'),
      namespace,
      subsets,
      ...(selected ? { callers: labelsIn(objectIn(spec, 'workloadSelector'), 'matchLabels') } : {}),
      visibility: visibilityOf(exportTo, namespace, settings.destinationRuleExport),
    },
  };
}

function fillingOf(namespaces: Map<string, Filling>, namespace: string): Filling {
  const found = namespaces.get(namespace) ?? new Map<string, DestinationRule[]>();
  namespaces.set(namespace, found);
  return found;
}

/** Adds a rule: merged into an older one for the same callers and the same namespaces, or as one more. */
function add(filling: Filling, host: string, rule: DestinationRule): void {
  const rules = filling.get(host) ?? [];
  filling.set(host, rules);
  const at = rules.findIndex(
    (older) => sameCallers(older, rule) && sameVisibility(older.visibility, rule.visibility),
  );
  const older = rules[at];
  if (older === undefined) rules.push(rule);
  else rules[at] = { ...older, subsets: new Map([...rule.subsets, ...older.subsets]) };
}

function sameCallers(one: DestinationRule, other: DestinationRule): boolean {
  if (one.callers === undefined || other.callers === undefined) {
    return one.callers === other.callers;
  }
  const entries = Object.entries(one.callers);
  return (
    entries.length === Object.keys(other.callers).length &&
    entries.every(([key, value]) => other.callers?.[key] === value)
  );
}
