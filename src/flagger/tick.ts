import type { CanarySettings } from './canary-settings';
import { promotedCondition, type CanaryStatus } from './canary-status';
import type { ControllerPhase } from './controller-phase';
import { NO_TARGET, type TargetDeployment } from './target';
import type { TickInputs } from './tick-inputs';
import type { AlertSeverity, EventCall, FlaggerAlert, FlaggerEvent, HookCall } from './tick-record';
import { ALL_PRIMARY, type Routes } from './weights';
import type { World } from './world';

/** One tick while it runs: what the controller has read, written and said so far. */
export interface Tick {
  readonly inputs: TickInputs;
  /** The spec read at the start; SetRoutes and T24 change their copy, as the controller does. */
  readonly settings: CanarySettings;
  /** The status read at the start. The controller decides by it, even after it has written another. */
  readonly status: CanaryStatus;
  readonly world: World;
  /** The target read at T3. */
  readonly target: TargetDeployment;
  /** The weights read at T14. */
  readonly routes: Routes;
  /** Whether the tick has ended. */
  readonly done: boolean;
  readonly hooks: readonly HookCall[];
  readonly eventHooks: readonly EventCall[];
  readonly metrics: readonly string[];
  readonly events: readonly FlaggerEvent[];
  readonly alerts: readonly FlaggerAlert[];
}

/** A step of a tick. */
export type Step = (tick: Tick) => Tick;

/** Start a tick on what the API server holds. */
export function startTick(world: World, settings: CanarySettings, inputs: TickInputs): Tick {
  const nothing: readonly never[] = [];
  return {
    inputs,
    settings,
    status: world.status,
    world,
    target: NO_TARGET,
    routes: ALL_PRIMARY,
    done: false,
    hooks: nothing,
    eventHooks: nothing,
    metrics: nothing,
    events: nothing,
    alerts: nothing,
  };
}

/** End the tick. */
export function stop(tick: Tick): Tick {
  return { ...tick, done: true };
}

/** End the tick with a warning. */
export function halt(tick: Tick, message: string): Tick {
  return stop(warn(tick, message));
}

/** Record an event of type Normal. */
export function inform(tick: Tick, message: string, phase = tick.status.phase): Tick {
  return say(tick, { type: 'Normal', message }, phase);
}

/** Record an event of type Warning. */
export function warn(tick: Tick, message: string, phase = tick.status.phase): Tick {
  return say(tick, { type: 'Warning', message }, phase);
}

/** Send an alert to the Canary's own receivers, else to the global one. */
export function alert(tick: Tick, severity: AlertSeverity, message: string): Tick {
  const own = tick.settings.analysis.alerts;
  const to = own.filter((one) => isFor(one.severity, severity)).map((one) => one.name);
  if (own.length > 0 && to.length === 0) return tick;
  return { ...tick, alerts: [...tick.alerts, { severity, message, to }] };
}

/** Write a status, made of the one in the world; what the tick decides by stays as it was read. */
export function writeStatus(tick: Tick, status: CanaryStatus): Tick {
  const { cookies } = tick.status;
  const written = status.cookies === cookies ? status : { ...status, cookies };
  return { ...tick, world: { ...tick.world, status: written } };
}

/** Write a phase as `SetStatusPhase` does: all but three phases reset weight and iterations. */
export function writePhase(tick: Tick, phase: ControllerPhase): Tick {
  const { settings, world } = tick;
  const before = world.status;
  const isKept = phase === 'Progressing' || phase === 'Waiting' || phase === 'Promoting';
  const iterations = phase === 'WaitingPromotion' ? settings.analysis.iterations - 1 : 0;
  return writeStatus(tick, {
    ...before,
    phase,
    promoted: promotedCondition(phase, settings.targetKind),
    canaryWeight: isKept ? before.canaryWeight : 0,
    iterations: isKept ? before.iterations : iterations,
    lastPromotedSpec: phase === 'Succeeded' ? tick.status.lastAppliedSpec : before.lastPromotedSpec,
  });
}

function say(tick: Tick, event: FlaggerEvent, phase: ControllerPhase): Tick {
  const events = [...tick.events, event];
  const receivers = tick.settings.analysis.eventHooks;
  if (receivers.length === 0) return { ...tick, events };
  const calls = receivers.map((name) => ({
    name,
    phase,
    eventType: event.type,
    eventMessage: event.message,
  }));
  return { ...tick, events, eventHooks: [...tick.eventHooks, ...calls] };
}

/** A receiver without a severity gets nothing, whatever the documentation says. */
function isFor(wanted: string, severity: AlertSeverity): boolean {
  return wanted === 'info' || wanted === severity || (wanted === 'error' && severity === 'warn');
}
