import { labelsIn } from '../mesh/json-field';
import type { Json } from '../manifest/manifest';

/** Annotations by which the controller keeps Flux away from the objects that it generates. */
export const FLUX_ANNOTATIONS: Readonly<Record<string, string>> = {
  'kustomize.toolkit.fluxcd.io/reconcile': 'disabled',
  'helm.toolkit.fluxcd.io/driftDetection': 'disabled',
};

/** Keys with this in them are never copied from the user's objects. */
const TOOLKIT = 'toolkit.fluxcd.io';

/** Labels or annotations without those of Flux, as copies get them; undefined where none is left. */
export function withoutToolkit(
  value: Json | undefined,
  field: string,
): Readonly<Record<string, string>> | undefined {
  const kept = Object.entries(labelsIn(value, field)).filter(([key]) => !key.includes(TOOLKIT));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
