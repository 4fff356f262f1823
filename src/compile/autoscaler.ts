import { canonicalManifest } from '../manifest/canonical';
import { isObject } from '../manifest/equal';
import type { JsonObject, Manifest } from '../manifest/manifest';
import type { Material } from './material';
import { patchManifest } from './patch-manifest';

/**
 * The primary's HorizontalPodAutoscaler. Pinned it keeps the primary at full capacity: the primary
 * would shrink while the canary serves, and going back would overload it.
 */
export function buildAutoscaler(
  { plan, capacity }: Material,
  source: Manifest,
  autoscaling: 'free' | 'pinned',
): Manifest {
  const patched = patchManifest(source, plan.patch.HorizontalPodAutoscaler);
  const spec = specOf(patched);
  const target = { ...specOf({ spec: spec['scaleTargetRef'] }), name: plan.names.primary };
  const pinned = autoscaling === 'pinned' ? { minReplicas: Math.min(capacity, maximum(spec)) } : {};
  return canonicalManifest({ ...patched, spec: { ...spec, ...pinned, scaleTargetRef: target } });
}

/** The fewest pods that an autoscaler keeps. */
export function minimumReplicas(autoscaler: Manifest): number {
  const minimum = specOf(autoscaler)['minReplicas'];
  // the API's default (autoscaling/v2, HorizontalPodAutoscalerSpec.minReplicas)
  return typeof minimum === 'number' ? minimum : 1;
}

function specOf(object: JsonObject): JsonObject {
  const spec = object['spec'];
  return isObject(spec) ? spec : {};
}

function maximum(spec: JsonObject): number {
  const max = spec['maxReplicas'];
  return typeof max === 'number' ? max : Number.POSITIVE_INFINITY;
}
