import { equalJson } from '../manifest/equal';
import type { Json, JsonObject, Manifest } from '../manifest/manifest';
import { asObject, hasField, labelsIn, listIn, objectIn, textIn } from '../mesh/json-field';
import type { AutoscalerSettings, CanarySettings } from './canary-settings';
import { withoutToolkit } from './flux-annotations';
import { ownedBy } from './owner-reference';
import { getObject, objectKey, type Objects, putObject } from './world';

/** The objects with the primary's autoscaler, or why it cannot be made. */
export type AutoscalerSync =
  | { readonly kind: 'objects'; readonly objects: Objects }
  | { readonly kind: 'failed'; readonly error: string };

/** When the autoscaler of the primary follows that of the target. */
export type SyncOccasion = 'every-tick' | 'promotion';

/** Create the primary's autoscaler if it is missing; later edits of the target's are taken over on promotion only. */
export function syncAutoscaler(
  objects: Objects,
  settings: CanarySettings,
  occasion: SyncOccasion,
): AutoscalerSync {
  const { autoscaler, namespace } = settings;
  if (autoscaler === undefined) return { kind: 'objects', objects };
  const { kind, name } = autoscaler;
  const source = getObject(objects, objectKey(kind, namespace, name));
  if (source === undefined) return { kind: 'failed', error: missing(autoscaler, namespace) };
  const primary = getObject(objects, objectKey(kind, namespace, `${name}-primary`));
  if (primary !== undefined && occasion === 'every-tick') return { kind: 'objects', objects };
  const spec =
    kind === 'ScaledObject'
      ? scaledObjectSpec(settings, autoscaler, source)
      : hpaSpec(settings, autoscaler, source);
  if (primary === undefined) {
    const made = newAutoscaler(settings, source, spec);
    return { kind: 'objects', objects: putObject(objects, made, namespace) };
  }
  if (equalJson(primary['spec'], spec)) return { kind: 'objects', objects };
  return { kind: 'objects', objects: putObject(objects, { ...primary, spec }, namespace) };
}

/** The objects with KEDA's scaler of the target held at no pods, or let go. An HPA needs neither. */
export function pauseTarget(
  objects: Objects,
  { autoscaler, namespace }: CanarySettings,
  hold: 'pause' | 'resume',
): Objects {
  if (autoscaler?.kind !== 'ScaledObject') return objects;
  const source = getObject(objects, objectKey('ScaledObject', namespace, autoscaler.name));
  if (source === undefined) return objects;
  const { [PAUSED]: held, ...others } = labelsIn(source.metadata, 'annotations');
  if (hold === 'resume' && held === undefined) return objects;
  const annotations = hold === 'pause' ? { ...others, [PAUSED]: '0' } : others;
  return putObject(
    objects,
    { ...source, metadata: { ...source.metadata, annotations } },
    namespace,
  );
}

const PAUSED = 'autoscaling.keda.sh/paused-replicas';

function missing({ kind, name }: AutoscalerSettings, namespace: string): string {
  const [word, resource] =
    kind === 'ScaledObject'
      ? ['Keda ScaledObject', 'scaledobjects.keda.sh']
      : ['HorizontalPodAutoscaler', 'horizontalpodautoscalers.autoscaling'];
  return `${word} ${name}.${namespace} get query error: ${resource} ${JSON.stringify(name)} not found`;
}

function newAutoscaler(settings: CanarySettings, source: Manifest, spec: JsonObject): Manifest {
  const labels = withoutToolkit(source.metadata, 'labels');
  const annotations =
    source.kind === 'ScaledObject' ? withoutToolkit(source.metadata, 'annotations') : undefined;
  return {
    apiVersion: source.apiVersion,
    kind: source.kind,
    metadata: {
      name: `${source.metadata.name}-primary`,
      namespace: settings.namespace,
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
      ownerReferences: ownedBy(settings),
    },
    spec,
  };
}

function hpaSpec(
  { names }: CanarySettings,
  { primaryMin, primaryMax }: AutoscalerSettings,
  source: Manifest,
): JsonObject {
  const spec = objectIn(source, 'spec');
  return {
    ...copied(spec, ['minReplicas', 'maxReplicas', 'metrics', 'behavior']),
    scaleTargetRef: { ...objectIn(spec, 'scaleTargetRef'), name: names.primary },
    ...(primaryMin === undefined ? {} : { minReplicas: primaryMin }),
    ...(primaryMax === undefined ? {} : { maxReplicas: primaryMax }),
  };
}

function scaledObjectSpec(
  settings: CanarySettings,
  autoscaler: AutoscalerSettings,
  source: Manifest,
): JsonObject {
  const spec = objectIn(source, 'spec');
  const { primaryMin, primaryMax } = autoscaler;
  const triggers = listIn(spec, 'triggers').map((one) => primaryTrigger(settings, autoscaler, one));
  return {
    ...spec,
    scaleTargetRef: { ...objectIn(spec, 'scaleTargetRef'), name: settings.names.primary },
    triggers,
    ...primaryHpaName(spec),
    ...(primaryMin === undefined ? {} : { minReplicaCount: primaryMin }),
    ...(primaryMax === undefined ? {} : { maxReplicaCount: primaryMax }),
  };
}

function primaryHpaName(spec: JsonObject): JsonObject {
  const advanced = objectIn(spec, 'advanced');
  const config = objectIn(advanced, 'horizontalPodAutoscalerConfig');
  const name = textIn(config, 'name') ?? '';
  const renamed = name === '' ? config : { ...config, name: `${name}-primary` };
  return { advanced: { ...advanced, horizontalPodAutoscalerConfig: renamed } };
}

/** A trigger whose query is about the primary: the one given by name, else with its names replaced. */
function primaryTrigger(
  { names }: CanarySettings,
  { queries }: AutoscalerSettings,
  trigger: Json,
): JsonObject {
  const metadata = objectIn(trigger, 'metadata');
  if (queries !== undefined) {
    const query = queries[textIn(trigger, 'name') ?? ''];
    return query === undefined
      ? asObject(trigger)
      : { ...asObject(trigger), metadata: { ...metadata, query } };
  }
  if (!hasField(metadata, 'query')) return asObject(trigger);
  const query = (textIn(metadata, 'query') ?? '')
    .split(`${names.target}-canary`)
    .map((part) => part.replaceAll(names.target, names.primary))
    .join(names.primary);
  return { ...asObject(trigger), metadata: { ...metadata, query } };
}

function copied(spec: JsonObject, fields: readonly string[]): JsonObject {
  const found = fields.filter((field) => spec[field] !== undefined && spec[field] !== null);
  return Object.fromEntries(found.map((field) => [field, spec[field]]));
}
