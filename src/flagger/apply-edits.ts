import type { JsonObject, Manifest } from '../manifest/manifest';
import { mergePatch } from '../manifest/merge-patch';
import { asObject, listIn, objectIn, textIn } from '../mesh/json-field';
import { storedRule } from './gateway-plan';
import { decodeGo, listOf, scalar, storeGo, struct, type GoShape } from './go-shape';
import { HEADERS, ROUTE_SETTINGS } from './istio-shapes';
import { withImage } from './target';
import type { Weights } from './weights';
import type { ObjectPatch, TickInputs } from './tick-inputs';
import { getObject, objectKey, putObject, type World } from './world';

/** The world after somebody has edited it: a new image of the target, patches of objects. */
export function applyEdits(world: World, { image, patches = [] }: TickInputs): World {
  let edited = world;
  for (const patch of patches) edited = applyPatch(edited, patch);
  return image === undefined ? edited : setImage(edited, image);
}

/** The namespace of a Canary and of what belongs to it. */
export function namespaceOf({ canary }: World): string {
  return canary.metadata.namespace ?? 'default';
}

function setImage(world: World, image: string): World {
  const namespace = namespaceOf(world);
  const name = textIn(objectIn(objectIn(world.canary, 'spec'), 'targetRef'), 'name') ?? '';
  const target = getObject(world.objects, objectKey('Deployment', namespace, name));
  if (target === undefined) return world;
  const objects = putObject(world.objects, withImage(target, image), namespace);
  return { ...world, objects };
}

/** A patch of an object that does not exist changes nothing. */
function applyPatch(world: World, patch: ObjectPatch): World {
  const { kind, name, merge } = patch;
  if (kind === 'Canary' && name === world.canary.metadata.name) {
    return { ...world, canary: patchObject(world.canary, merge) };
  }
  const namespace = patch.namespace ?? namespaceOf(world);
  if (kind === 'TrafficSplit' && world.split !== undefined) {
    return { ...world, split: patchSplit(world.split, merge) };
  }
  const found = getObject(world.objects, objectKey(kind, namespace, name));
  if (found === undefined) return world;
  const merged = admit(patchObject(found, merge));
  return { ...world, objects: putObject(world.objects, merged, namespace) };
}

/** No edit changes what names an object. */
function patchObject(object: Manifest, merge: JsonObject): Manifest {
  const { apiVersion, kind, metadata } = object;
  const merged = mergePatch(object, merge);
  const { name, namespace } = metadata;
  const identity = { name, ...(namespace === undefined ? {} : { namespace }) };
  return {
    ...merged,
    apiVersion,
    kind,
    metadata: { ...objectIn(merged, 'metadata'), ...identity },
  };
}

/** The weights of a TrafficSplit, which is not modelled otherwise. */
function patchSplit(split: Weights, merge: JsonObject): Weights {
  const backends = listIn(objectIn(merge, 'spec'), 'backends');
  const weightOf = (suffix: string, before: number): number => {
    const found = backends.find((one) => (textIn(one, 'service') ?? '').endsWith(suffix));
    return found === undefined ? before : Number(asObject(found)['weight']);
  };
  if (backends.length === 0) return split;
  return { primary: weightOf('-primary', 0), canary: weightOf('-canary', 0) };
}

/**
 * What the controller sees of an edited object: of a VirtualService the fields of its own Go type,
 * of an HTTPRoute also what the API server fills in.
 */
function admit(object: Manifest): Manifest {
  if (object.kind === 'HTTPRoute') {
    const spec = objectIn(object, 'spec');
    return { ...object, spec: { ...spec, rules: listIn(spec, 'rules').map(storedRule) } };
  }
  if (object.kind !== 'VirtualService') return object;
  const { hosts, ...spec } = objectIn(object, 'spec');
  const stored = storeGo(VIRTUAL_SERVICE, decodeGo(VIRTUAL_SERVICE, spec)) as JsonObject;
  return { ...object, spec: { hosts: hosts ?? [], ...stored } };
}

const destination = struct({
  host: scalar,
  subset: scalar,
  port: struct({ number: scalar, name: scalar }),
});

const route = listOf(struct({ destination, weight: scalar, headers: HEADERS }));

const VIRTUAL_SERVICE: GoShape = struct({
  gateways: listOf(scalar),
  http: listOf(
    struct({
      name: scalar,
      ...ROUTE_SETTINGS,
      route,
      mirror: destination,
      mirrorPercentage: struct({ value: scalar }),
      redirect: struct({ uri: scalar, authority: scalar }),
      fault: struct({ delay: struct({ fixedDelay: scalar }), abort: struct({}) }),
    }),
  ),
  tcp: listOf(struct({ match: listOf(struct({ port: scalar })), route })),
});
