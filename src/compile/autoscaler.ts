import { canonicalManifest } from '../manifest/canonical';
import { isObject } from '../manifest/equal';
import type { Json, JsonObject, Manifest } from '../manifest/manifest';
import { maximumReplicas, minimumReplicas } from './autoscaler-bounds';
import { primaryReplicas, sizesOf, type Material } from './material';
import { patchManifest } from './patch-manifest';

/**
 * What an autoscaler does with the primary: as today's code says (`free`), within bounds that are
 * not below what is live (`held`), or kept at full size as well (`pinned`).
 */
export type Autoscaling = 'free' | 'held' | 'pinned';

/**
 * The primary's HorizontalPodAutoscaler. Pinned it keeps the primary at full capacity: the primary
 * would shrink while the canary serves, and going back would overload it.
 */
export function buildAutoscaler(
  material: Material,
  source: Manifest,
  autoscaling: Autoscaling,
): Manifest {
  const { plan } = material;
  const patched = patchManifest(source, plan.patch.HorizontalPodAutoscaler);
  const spec = objectOf(patched['spec']);
  const bounds = autoscaling === 'free' ? {} : boundsOf(material, patched, autoscaling);
  const scaleTargetRef = { ...objectOf(spec['scaleTargetRef']), name: plan.names.primary };
  const metadata = { ...patched.metadata, namespace: plan.namespace };
  return canonicalManifest({ ...patched, metadata, spec: { ...spec, ...bounds, scaleTargetRef } });
}

function boundsOf(
  { plan, live, to, reserve }: Material,
  autoscaler: Manifest,
  autoscaling: 'held' | 'pinned',
): JsonObject {
  const before = live === undefined ? { minimum: 1, maximum: 1 } : sizesOf(live);
  // an autoscaler that today's code lacks makes way for a fixed size
  const fixed = to.autoscaler === undefined ? primaryReplicas(plan, to) : 1;
  const today = minimumReplicas(autoscaler);
  const held = Math.max(today, before.minimum, fixed);
  const maxReplicas = Math.max(maximumReplicas(autoscaler) ?? reserve, before.maximum, held);
  if (autoscaling === 'pinned') {
    return { maxReplicas, minReplicas: Math.max(held, Math.min(reserve, maxReplicas)) };
  }
  // a minimum that is not written stays so: nothing changes where nothing has to
  return { maxReplicas, ...(held > today ? { minReplicas: held } : {}) };
}

function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}
