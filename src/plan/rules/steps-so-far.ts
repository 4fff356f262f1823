import { listOf, read, textOf } from './record';
import { field, items, planSpot, type Spot } from './spot';

/** What the steps before a step have set. */
export interface SoFar {
  /** Percent of the requests that the canary answers. */
  readonly weight: number;
  /** Percent of the requests that the canary gets a copy of. */
  readonly mirror: number;
  /** Names of the header routes that are there. */
  readonly headerRoutes: ReadonlySet<string>;
}

/** A step, and what those before it have set. */
export interface StepSpot {
  readonly step: Spot;
  readonly before: SoFar;
}

/** The steps of a plan as it was written. */
export function stepSpots(input: unknown): readonly Spot[] {
  return items(field(planSpot(input), 'steps'));
}

/** The steps, each with what those before it have set. Steps that are no good set nothing. */
export function walkSteps(input: unknown): readonly StepSpot[] {
  let before: SoFar = { weight: 0, mirror: 0, headerRoutes: new Set() };
  return stepSpots(input).map((step) => {
    const walked = { step, before };
    before = afterStep(step.value, before);
    return walked;
  });
}

function afterStep(step: unknown, before: SoFar): SoFar {
  const weight = read(step, 'setWeight');
  if (typeof weight === 'number') {
    // a canary that answers everything gets no copies: the mirror ends by itself
    return { ...before, weight, mirror: weight === 100 ? 0 : before.mirror };
  }
  const mirror = read(step, 'setMirror', 'percentage');
  if (typeof mirror === 'number') return { ...before, mirror };
  const name = textOf(read(step, 'setHeaderRoute', 'name'));
  if (name === undefined) return before;
  const headerRoutes = new Set(before.headerRoutes);
  if (listOf(read(step, 'setHeaderRoute', 'match')).length > 0) headerRoutes.add(name);
  else headerRoutes.delete(name);
  return { ...before, headerRoutes };
}
