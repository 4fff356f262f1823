import { adaptToKubernetes, advance } from './advance';
import { analyse } from './analyse';
import { applyEdits } from './apply-edits';
import { checkCanary, checkPrimary } from './check-pods';
import {
  askRollbackHooks,
  checkThreshold,
  finishPromotion,
  moveTrafficBack,
  skipAnalysis,
} from './end-run';
import {
  becomeInitialized,
  checkSuspended,
  createPrimary,
  createPrimaryAutoscaler,
  findTarget,
  pingMetricProviders,
  reconcileApexService,
  reconcileTrackServices,
  retireTarget,
} from './prepare';
import { DEFAULT_PROVIDER, readCanary } from './read-canary';
import { registerMesh } from './register-mesh';
import { readRoutes, reconcileRoutes } from './set-routes';
import { lookForWork, restartRun, startRun } from './start-run';
import { startTick, type Step, type Tick } from './tick';
import type { TickInputs } from './tick-inputs';
import type { World } from './world';

/** Settings of the controller itself that decide what a tick does. */
export interface ControllerFlags {
  /** `-mesh-provider`: of Canaries that name none. @default 'istio' */
  readonly meshProvider?: string;
}

/** What one tick said and asked, and the world after it. */
export type TickOutcome = Pick<
  Tick,
  'world' | 'hooks' | 'eventHooks' | 'metrics' | 'events' | 'alerts'
>;

/** The steps of a tick in the order of the controller; each may end it. */
const STEPS: readonly Step[] = [
  checkSuspended, // T1
  findTarget, // T3
  reconcileTrackServices, // T4
  pingMetricProviders, // T5
  registerMesh, // App Mesh only: its T10
  createPrimary, // T6
  createPrimaryAutoscaler, // T7
  reconcileApexService, // T8
  retireTarget, // T9
  reconcileRoutes, // T10
  becomeInitialized, // T11
  lookForWork, // T12
  checkPrimary, // T13
  readRoutes, // T14
  startRun, // T15
  restartRun, // T16
  checkCanary, // T17
  skipAnalysis, // T18
  askRollbackHooks, // T19
  moveTrafficBack, // T20
  finishPromotion, // T21
  checkThreshold, // T22
  analyse, // T23
  adaptToKubernetes, // T24
  advance, // T25
];

/**
 * One call of the control loop of Flagger 1.44 for one Canary. First the edits of the inputs are
 * applied to the world. A Canary that the controller cannot decode is left alone.
 */
export function runTick(
  before: World,
  inputs: TickInputs = {},
  flags: ControllerFlags = {},
): TickOutcome {
  const world = applyEdits(before, inputs);
  const settings = readCanary(world.canary, flags.meshProvider ?? DEFAULT_PROVIDER);
  if (settings === undefined) {
    return { world, hooks: [], eventHooks: [], metrics: [], events: [], alerts: [] };
  }
  let tick = startTick(world, settings, inputs);
  for (const step of STEPS) {
    tick = step(tick);
    if (tick.done) break;
  }
  return tick;
}
