import type { Target } from './route-config';

/** A destination with its share. */
export interface Share {
  readonly target: Target;
  readonly share: number;
}

/**
 * The shares of a rule's destinations. A sole destination gets everything whatever its weight; of several, weights are
 * proportions, and one of 0 is left out. Undefined if they add up to 0, or one is negative.
 */
export function splitShares(targets: readonly Target[]): readonly Share[] | undefined {
  const [sole] = targets;
  if (sole !== undefined && targets.length === 1) return [{ target: sole, share: 1 }];
  let sum = 0;
  for (const { weight } of targets) {
    if (weight < 0) return undefined;
    sum += weight;
  }
  if (sum <= 0) return undefined;
  return targets
    .filter(({ weight }) => weight > 0)
    .map((target) => ({ target, share: target.weight / sum }));
}
