import type { Labels } from '../../manifest/labels';
import type { Target } from '../../mesh/route-config';
import type { Part } from './parts';

/** The labels of a subset, of whichever DestinationRule writes it first; undefined if none does. */
export function subsetLabels(part: Part, { host, subset }: Target): Labels | undefined {
  if (subset === '') return {};
  const { rules } = part.world();
  for (const byHost of [...rules.local.values(), ...rules.exported.values(), rules.rootPrivate]) {
    const labels = byHost
      .get(host)
      ?.find((rule) => rule.subsets.has(subset))
      ?.subsets.get(subset);
    if (labels !== undefined) return labels;
  }
  return undefined;
}
