import type { ControllerPhase } from './controller-phase';
import { makeWorld, type FlaggerSetup } from './make-world';
import { DEFAULT_PROVIDER, readCanary } from './read-canary';
import { readRoutesOf, recordTick } from './record-tick';
import { runTick, type ControllerFlags } from './run-tick';
import type { TickInputs } from './tick-inputs';
import type { RoutesReading, TickRecord } from './tick-record';
import type { World } from './world';

/** A simulation of Flagger 1.44 on one Canary. */
export interface FlaggerSimulation extends FlaggerSetup, ControllerFlags {
  /** What happens around each tick, from tick 0; or how many ticks to run. */
  readonly ticks: readonly TickInputs[] | number;
  /** Answers that depend on how far the run is; what a tick of the list says comes first. @default none */
  readonly answer?: (moment: Moment) => TickInputs;
  /**
   * Where tick 0 is: with `initialized` the controller has already taken the target over, with
   * everything ready; with `nothing` it sees the Canary for the first time.
   * @default 'initialized'
   */
  readonly start?: 'initialized' | 'nothing';
}

/** How far a run is just before a tick. */
export interface Moment {
  readonly tick: number;
  /** Virtual time since tick 0. */
  readonly seconds: number;
  readonly phase: ControllerPhase;
  readonly routes: RoutesReading;
}

/** What the controller did, tick by tick. */
export interface FlaggerTimeline {
  /** The tick that reached phase Initialized, if it was run before tick 0. */
  readonly initial: TickRecord | undefined;
  readonly ticks: readonly TickRecord[];
  /** What is in the cluster at the end. */
  readonly world: World;
}

/**
 * Run the control loop of Flagger 1.44 tick by tick: what it asks, decides and writes. Pods, traffic
 * and time do not exist: readiness, metrics and webhooks answer what the inputs say, at once. Only
 * Deployments are modelled as targets.
 */
export function simulateFlagger(simulation: FlaggerSimulation): FlaggerTimeline {
  const { ticks, answer, start = 'initialized' } = simulation;
  const fresh = makeWorld(simulation);
  const begun = start === 'nothing' ? { world: fresh, record: undefined } : initialize(simulation);
  let { world } = begun;
  let seconds = 0;
  const records: TickRecord[] = [];
  const count = typeof ticks === 'number' ? ticks : ticks.length;
  for (let tick = 0; tick < count; tick += 1) {
    const settings = readCanary(world.canary, simulation.meshProvider ?? DEFAULT_PROVIDER);
    const given = typeof ticks === 'number' ? {} : (ticks[tick] ?? {});
    const routes = answer === undefined ? NO_ROUTES : readRoutesOf(world, settings);
    const own = answer?.({ tick, seconds, phase: world.status.phase, routes });
    const inputs = own === undefined ? given : joinInputs(own, given);
    const outcome = runTick(world, inputs, simulation);
    world = outcome.world;
    records.push(recordTick({ tick, seconds }, outcome, simulation));
    seconds += settings?.analysis.intervalSeconds ?? 60;
  }
  return { initial: begun.record, ticks: records, world };
}

/** A world in which the controller has taken the target over, and the tick that did it. */
export interface Initialization {
  readonly world: World;
  /** Undefined for a Canary that never gets there, say because an object that it names is missing. */
  readonly record: TickRecord | undefined;
}

/** Run ticks with everything ready until phase Initialized. */
export function initialize(setup: FlaggerSetup & ControllerFlags): Initialization {
  let world = makeWorld(setup);
  for (let tick = 0; tick < MOST_INITIAL_TICKS; tick += 1) {
    const outcome = runTick(world, {}, setup);
    world = outcome.world;
    if (world.status.phase === 'Initialized') {
      return { world, record: recordTick({ tick, seconds: 0 }, outcome, setup) };
    }
  }
  return { world, record: undefined };
}

/** Two are enough: one that creates the primary, one that finds it ready. */
const MOST_INITIAL_TICKS = 3;

const NO_ROUTES: RoutesReading = { kind: 'absent' };

function joinInputs(own: TickInputs, given: TickInputs): TickInputs {
  return {
    ...own,
    ...given,
    metrics: { ...own.metrics, ...given.metrics },
    webhooks: { ...own.webhooks, ...given.webhooks },
  };
}
