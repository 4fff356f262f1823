import type { Manifest } from '../../manifest/manifest';
import { objectIn, textIn } from '../../mesh/json-field';
import type { CheckState } from '../state';
import type { Workload } from './workload-index';

/** The HorizontalPodAutoscaler of a workload; the first if several have it as target. */
export function scalerOf(state: CheckState, { manifest }: Workload): Manifest | undefined {
  const { name, namespace = '' } = manifest.metadata;
  return scalersOf(state).get(`${manifest.kind} ${namespace}/${name}`)?.[0];
}

/** The HorizontalPodAutoscalers of a state by their target: `Deployment shop/api`. */
export function scalersOf(state: CheckState): ReadonlyMap<string, readonly Manifest[]> {
  const known = SCALERS.get(state);
  if (known !== undefined) return known;
  const byTarget = new Map<string, Manifest[]>();
  for (const scaler of state.ofKind('autoscaling/HorizontalPodAutoscaler')) {
    const target = objectIn(objectIn(scaler, 'spec'), 'scaleTargetRef');
    const { namespace = '' } = scaler.metadata;
    const key = `${textIn(target, 'kind') ?? ''} ${namespace}/${textIn(target, 'name') ?? ''}`;
    byTarget.set(key, [...(byTarget.get(key) ?? []), scaler]);
  }
  SCALERS.set(state, byTarget);
  return byTarget;
}

const SCALERS = new WeakMap<CheckState, ReadonlyMap<string, readonly Manifest[]>>();
