import { isObject } from '../../manifest/equal';
import type { JsonObject, Manifest } from '../../manifest/manifest';
import { mergePatch } from '../../manifest/merge-patch';
import { isIntegerWithin, isRecord, read } from './record';
import type { PlanContext } from './rule';

/** Whether a value is a number of pods that can take traffic. */
export function isPodCount(value: unknown): value is number {
  return isIntegerWithin(value, 1, Number.MAX_SAFE_INTEGER);
}

/** The workload's HorizontalPodAutoscaler with the plan's patch; undefined where there is none. */
export function patchedAutoscaler({ plan, application }: PlanContext): JsonObject | undefined {
  return patchedObject(application?.autoscaler, read(plan.patch, 'HorizontalPodAutoscaler'));
}

/** An object with a patch, where it is one; what is wrong with the patch is for its own rules. */
export function patchedObject(
  object: Manifest | undefined,
  patch: unknown,
): JsonObject | undefined {
  if (object === undefined || !isRecord(patch)) return object;
  return mergePatch(object, patch as JsonObject);
}

/** Pods of the primary while it is updated; undefined where the plan does not say a good number. */
export function primaryPods(context: PlanContext): number | undefined {
  const { input, application } = context;
  const autoscaler = patchedAutoscaler(context);
  const max = read(autoscaler, 'spec', 'maxReplicas');
  if (isObject(autoscaler)) {
    const capacity = read(input, 'capacity') ?? max;
    return isPodCount(capacity) && isPodCount(max) ? Math.min(capacity, max) : undefined;
  }
  const pods = read(input, 'replicas') ?? read(application?.deployment, 'spec', 'replicas') ?? 1;
  return isPodCount(pods) ? pods : undefined;
}
