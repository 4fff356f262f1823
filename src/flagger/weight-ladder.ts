import type { AnalysisSettings } from './canary-settings';

/** How much the next step adds to a canary's weight; 0 or less means that nothing happens any more. */
export function nextStep({ stepWeight, stepWeights }: AnalysisSettings, weight: number): number {
  const [first] = stepWeights;
  if (stepWeight > 0 || first === undefined) return stepWeight;
  const room = 100 - weight;
  // at 100 any step leads on to the promotion
  if (room === 0) return 1;
  if (weight === 0) return Math.min(room, first);
  const place = stepWeights.slice(0, -1).indexOf(weight);
  const next = place < 0 ? undefined : stepWeights[place + 1];
  // a weight that is not on the ladder, say after a hand edit, jumps to the top
  return next === undefined ? room : Math.min(room, next - weight);
}

/** The weight from which on the next step is the promotion. */
export function highestWeight({ maxWeight, stepWeights }: AnalysisSettings): number {
  const last = stepWeights.at(-1);
  if (last !== undefined) return Math.min(100, last);
  return maxWeight > 0 ? maxWeight : 100;
}
