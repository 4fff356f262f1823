import { canonicalManifest } from '../manifest/canonical';
import { isObject } from '../manifest/equal';
import { keyOf } from '../manifest/identity';
import type { Manifest } from '../manifest/manifest';
import { isDeployment, type Deployment } from '../manifest/workload';
import type { PatchableKind } from '../plan/release-plan';
import { buildAutoscaler, type Autoscaling } from './autoscaler';
import {
  buildDestinationRules,
  buildExternalVirtualService,
  buildGateway,
  buildMeshVirtualService,
} from './istio-objects';
import { primaryReplicas, type Material } from './material';
import { patchManifest } from './patch-manifest';
import type { Split } from './routes';
import { buildService, buildTrackService } from './services';
import { deriveTrack, withReplicas, withTemplate } from './tracks';

/** Which version a track runs: the one that is live, or the new one. */
export type Side = 'live' | 'to';

/** Everything in which the states of one release differ. */
export interface StateSpec extends Split {
  readonly primary: Side;
  readonly canary: Side;
  readonly canaryReplicas: number;
  /** Versions whose ConfigMaps and Secrets are there. */
  readonly config: readonly Side[];
  /** What the primary may do with its size; see `buildAutoscaler`. */
  readonly autoscaling: Autoscaling;
  /** Who says how many pods the primary has where an autoscaler is there again that today's code lacks. */
  readonly replicas: 'autoscaled' | 'fixed';
  /** Objects of the baseline that today's code lacks. */
  readonly retired: 'kept' | 'scaled-to-zero' | 'gone';
}

/** The complete objects of a state, in the order they are written. Equal states are the same list. */
export function buildState(material: Material, spec: StateSpec): readonly Manifest[] {
  const key = JSON.stringify(spec);
  const known = material.states.get(key);
  if (known !== undefined) return known;
  const objects = assembleState(material, spec);
  material.states.set(key, objects);
  return objects;
}

function assembleState(material: Material, spec: StateSpec): readonly Manifest[] {
  return [
    ...material.shared,
    ...part(material, `retired-${spec.retired}`, () => retiredObjects(material, spec)),
    ...part(material, `config-${spec.config.join()}`, () => configObjects(material, spec)),
    ...part(material, 'services', () => serviceObjects(material)),
    ...track(material, 'primary', spec),
    ...track(material, 'canary', spec),
    ...autoscaler(material, spec),
    ...part(material, 'gateway', () => piece(material, 'Gateway', buildGateway(material))),
    ...virtualServices(material, spec),
  ];
}

/** The state in which a release ends: the new version on both tracks, the canary without pods. */
export function finalSpec(): StateSpec {
  return {
    primary: 'to',
    canary: 'to',
    canaryReplicas: 0,
    weight: 0,
    headerRoutes: [],
    mirror: 0,
    config: ['to'],
    autoscaling: 'free',
    replicas: 'autoscaled',
    retired: 'gone',
  };
}

function retiredObjects(material: Material, spec: StateSpec): readonly Manifest[] {
  if (spec.retired === 'gone') return [];
  const retired = part(material, 'retired', () => findRetired(material));
  return spec.retired === 'kept' ? retired : retired.map(scaleToZero);
}

/** Objects of the baseline that the new version's state does not have, tracks and their configuration aside. */
function findRetired(material: Material): readonly Manifest[] {
  const { live } = material;
  if (live === undefined) return [];
  const kept = new Set(buildState(material, finalSpec()).map(keyOf));
  const own = new Set<Manifest | undefined>([...live.config, live.autoscaler]);
  return live.objects.filter((object) => !own.has(object) && !kept.has(keyOf(object)));
}

function scaleToZero(object: Manifest): Manifest {
  const spec = object['spec'];
  const scalable = isDeployment(object) || object.kind === 'StatefulSet';
  if (!scalable || !isObject(spec)) return object;
  return canonicalManifest({ ...object, spec: { ...spec, replicas: 0 } });
}

function configObjects(material: Material, spec: StateSpec): readonly Manifest[] {
  const byKey = new Map<string, Manifest>();
  for (const side of spec.config) {
    const objects = side === 'live' ? (material.live?.config ?? []) : material.to.config;
    for (const object of objects) byKey.set(keyOf(object), object);
  }
  return [...byKey.values()];
}

/** The Services and the DestinationRules, which no step changes. */
function serviceObjects(material: Material): readonly Manifest[] {
  const { layout } = material.plan;
  const tracks = layout === 'services' ? (['primary', 'canary'] as const) : [];
  return [
    ...piece(material, 'Service', buildService(material)),
    ...tracks.flatMap((name) => piece(material, 'Service', buildTrackService(material, name))),
    ...buildDestinationRules(material).flatMap((rule) => piece(material, 'DestinationRule', rule)),
  ];
}

function track(
  material: Material,
  name: 'primary' | 'canary',
  spec: StateSpec,
): readonly Manifest[] {
  const replicas = name === 'canary' ? spec.canaryReplicas : fixedReplicas(material, spec);
  const side = spec[name];
  return part(material, `${name}-${side}-${replicas ?? 'auto'}`, () => [
    trackDeployment(material, name, side, replicas),
  ]);
}

function trackDeployment(
  { plan, to, live }: Material,
  name: 'primary' | 'canary',
  side: Side,
  replicas: number | undefined,
): Deployment {
  if (side === 'live' && live !== undefined && name === 'canary') {
    return withReplicas(live.canary, replicas);
  }
  const today = withReplicas(deriveTrack(to.deployment, plan, name), replicas);
  if (side === 'to' || live === undefined) return today;
  return withTemplate(today, live.primary.spec.template);
}

/** A primary that gets smaller gets so when the release is over: until then it may be needed again. */
function fixedReplicas(material: Material, spec: StateSpec): number | undefined {
  const isFixed = spec.replicas === 'fixed' && material.to.autoscaler === undefined;
  if (!isFixed && autoscalerOf(material, spec) !== undefined) return undefined;
  const today = primaryReplicas(material.plan, material.to);
  if (spec.retired === 'gone') return today;
  return Math.max(today, material.live?.primary.spec.replicas ?? 0);
}

/** An autoscaler that today's code lacks stays at work until the release is over. */
function autoscalerOf({ to, live }: Material, spec: StateSpec): Manifest | undefined {
  return to.autoscaler ?? (spec.retired === 'gone' ? undefined : live?.autoscaler);
}

function autoscaler(material: Material, spec: StateSpec): readonly Manifest[] {
  const source = autoscalerOf(material, spec);
  if (source === undefined) return [];
  return part(material, `autoscaler-${spec.autoscaling}`, () => [
    buildAutoscaler(material, source, spec.autoscaling),
  ]);
}

function virtualServices(material: Material, spec: StateSpec): readonly Manifest[] {
  // the whole header routes: a later step may give a route of the same name other matches
  const split = `${spec.weight}-${spec.mirror}-${JSON.stringify(spec.headerRoutes)}`;
  return part(material, `routes-${split}`, () => [
    ...piece(material, 'VirtualService', buildExternalVirtualService(material, spec)),
    ...piece(material, 'VirtualService', buildMeshVirtualService(material, spec)),
  ]);
}

/** A part of states, made once for all states that have it. */
function part(
  { parts, intern }: Material,
  key: string,
  build: () => readonly Manifest[],
): readonly Manifest[] {
  const known = parts.get(key);
  if (known !== undefined) return known;
  const made = build().map(intern);
  parts.set(key, made);
  return made;
}

/** An object that we make, as the plan's patch for its kind wants it. */
function piece(
  { plan }: Material,
  kind: PatchableKind,
  object: Manifest | undefined,
): readonly Manifest[] {
  return object === undefined ? [] : [patchManifest(object, plan.patch[kind])];
}
