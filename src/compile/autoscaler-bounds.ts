import { isObject } from '../manifest/equal';
import type { JsonObject, Manifest } from '../manifest/manifest';

/** The fewest pods that an autoscaler keeps. */
export function minimumReplicas(autoscaler: Manifest): number {
  const minimum = specOf(autoscaler)['minReplicas'];
  // the API's default (autoscaling/v2, HorizontalPodAutoscalerSpec.minReplicas)
  return typeof minimum === 'number' ? minimum : 1;
}

/** The most pods that an autoscaler makes; undefined where there is none, or none that says it. */
export function maximumReplicas(autoscaler: Manifest | undefined): number | undefined {
  const maximum = autoscaler && specOf(autoscaler)['maxReplicas'];
  return typeof maximum === 'number' ? maximum : undefined;
}

function specOf(object: Manifest): JsonObject {
  const spec = object['spec'];
  return isObject(spec) ? spec : {};
}
