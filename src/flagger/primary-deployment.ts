import { isObject } from '../manifest/equal';
import type { Json, JsonObject, Manifest } from '../manifest/manifest';
import { asObject, hasField, labelsIn, listIn, objectIn, textIn } from '../mesh/json-field';
import type { CanarySettings } from './canary-settings';
import { withoutToolkit } from './flux-annotations';
import { ownedBy } from './owner-reference';
import { renameConfigs } from './rename-configs';
import { replicasOf, SELECTOR_LABELS, templateOf, type TargetDeployment } from './target';

/** What a copy of the target needs to know besides the target. */
export interface CopySource {
  readonly target: TargetDeployment;
  /** Names of the ConfigMaps and Secrets that get a copy of their own, as tracked. */
  readonly configs: ReadonlySet<string>;
  /** Makes the pods roll even where nothing changed. */
  readonly id: string;
}

/** `<target>-primary` as it is created. */
export function newPrimary(settings: CanarySettings, source: CopySource): Manifest {
  const { target } = source;
  const { deployment, label } = target;
  const replicas = replicasOf(deployment) ?? 0;
  const value = primaryValue(target);
  const annotations = withoutToolkit(deployment.metadata, 'annotations');
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: settings.names.primary,
      namespace: settings.namespace,
      labels: { [label]: value },
      ...(annotations === undefined ? {} : { annotations }),
      ownerReferences: ownedBy(settings),
    },
    spec: {
      ...takenOver(deployment),
      replicas: replicas > 0 ? replicas : 1,
      selector: { matchLabels: { [label]: value } },
      template: copyTemplate(source),
    },
  };
}

/**
 * The primary with the target's pods. Its replicas are the target's too, unless an autoscaler is
 * named.
 */
export function promotePrimary(
  primary: Manifest,
  settings: CanarySettings,
  source: CopySource,
): Manifest {
  const { label, deployment } = source.target;
  const { annotations: _, ...metadata } = primary.metadata;
  const selector = objectIn(objectIn(primary, 'spec'), 'selector');
  const kept = replicasOf(settings.autoscaler === undefined ? deployment : primary);
  return {
    ...primary,
    metadata: { ...metadata, labels: { [label]: primaryValue(source.target) } },
    spec: {
      ...takenOver(deployment),
      ...(kept === undefined ? {} : { replicas: kept }),
      selector,
      template: copyTemplate(source),
    },
  };
}

const TAKEN_OVER = [
  'progressDeadlineSeconds',
  'minReadySeconds',
  'revisionHistoryLimit',
  'strategy',
] as const;

function takenOver(deployment: Manifest): JsonObject {
  const spec = objectIn(deployment, 'spec');
  const found = TAKEN_OVER.filter((field) => spec[field] !== undefined);
  return Object.fromEntries(found.map((field) => [field, spec[field]]));
}

function primaryValue({ labelValue }: TargetDeployment): string {
  return `${labelValue}-primary`;
}

function copyTemplate({ target, configs, id }: CopySource): JsonObject {
  const template = templateOf(target.deployment);
  const metadata = objectIn(template, 'metadata');
  const annotations = { ...withoutToolkit(metadata, 'annotations'), 'flagger-id': id };
  const labels = { ...labelsIn(metadata, 'labels'), [target.label]: primaryValue(target) };
  const spec = renameConfigs(objectIn(template, 'spec'), configs);
  return { metadata: { labels, annotations }, spec: keepApart(spec, target) };
}

/** Anti-affinity and spread constraints that name the target by a selector label follow the copy. */
function keepApart(spec: JsonObject, { deployment }: TargetDeployment): JsonObject {
  const { name } = deployment.metadata;
  const inTerm = (term: Json): Json => withSelector(term, name);
  const spread = listIn(spec, 'topologySpreadConstraints').map(inTerm);
  const affinity = objectIn(spec, 'affinity');
  const anti = objectIn(affinity, 'podAntiAffinity');
  const preferred = listIn(anti, PREFERRED).map((one) => ({
    ...asObject(one),
    podAffinityTerm: inTerm(objectIn(one, 'podAffinityTerm')),
  }));
  const required = listIn(anti, REQUIRED).map(inTerm);
  const apart = {
    ...anti,
    ...(preferred.length === 0 ? {} : { [PREFERRED]: preferred }),
    ...(required.length === 0 ? {} : { [REQUIRED]: required }),
  };
  return {
    ...spec,
    ...(spread.length === 0 ? {} : { topologySpreadConstraints: spread }),
    ...(isObject(affinity['podAntiAffinity'])
      ? { affinity: { ...affinity, podAntiAffinity: apart } }
      : {}),
  };
}

const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

function withSelector(term: Json, name: string): Json {
  const selector = objectIn(term, 'labelSelector');
  const labels = labelsIn(selector, 'matchLabels');
  const renamed = Object.entries(labels).map(
    ([key, value]) => [key, rename(key, value, name)] as const,
  );
  const expressions = listIn(selector, 'matchExpressions').map((one) => {
    const key = textIn(one, 'key') ?? '';
    return {
      ...asObject(one),
      ...(hasField(one, 'values')
        ? { values: listIn(one, 'values').map((value) => rename(key, value, name)) }
        : {}),
    };
  });
  return {
    ...asObject(term),
    ...(hasField(term, 'labelSelector')
      ? {
          labelSelector: {
            ...selector,
            ...(renamed.length === 0 ? {} : { matchLabels: Object.fromEntries(renamed) }),
            ...(expressions.length === 0 ? {} : { matchExpressions: expressions }),
          },
        }
      : {}),
  };
}

function rename<Value extends Json>(key: string, value: Value, name: string): Value | string {
  return SELECTOR_LABELS.includes(key) && value === name ? `${name}-primary` : value;
}
