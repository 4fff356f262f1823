import type { PromotedCondition } from './canary-status';
import type { AlertSettings, HookType } from './canary-settings';
import type { ControllerPhase } from './controller-phase';
import type { Routes } from './weights';

/** What one tick of the controller did, and the state after it. */
export interface TickRecord {
  /** From 0. */
  readonly tick: number;
  /** Virtual time since tick 0. */
  readonly seconds: number;
  readonly phase: ControllerPhase;
  /** `.status` as it is displayed: `canaryWeight` in percent. */
  readonly status: {
    readonly canaryWeight: number;
    readonly iterations: number;
    readonly failedChecks: number;
  };
  readonly promoted: PromotedCondition;
  /** Hashes of the pod templates of the run and of the last promotion; empty where there is none. */
  readonly revisions: { readonly lastApplied: string; readonly lastPromoted: string };
  /** The router's answer. */
  readonly routes: RoutesReading;
  readonly target: DeploymentReading;
  /** Undefined before the primary exists. */
  readonly primary: DeploymentReading | undefined;
  /** Calls of webhooks in order, but those of type event. */
  readonly hooks: readonly HookCall[];
  readonly eventHooks: readonly EventCall[];
  /** Names of the metrics that were queried, in order. */
  readonly metrics: readonly string[];
  readonly events: readonly FlaggerEvent[];
  readonly alerts: readonly FlaggerAlert[];
}

/** The weights, or why there are none. */
export type RoutesReading =
  | { readonly kind: 'weights'; readonly routes: Routes }
  | { readonly kind: 'absent' }
  | { readonly kind: 'error'; readonly error: string };

/** A Deployment as a record shows it. */
export interface DeploymentReading {
  /** `spec.replicas`; undefined where the field is absent. */
  readonly replicas: number | undefined;
  /** Of the first container. */
  readonly image: string;
}

/** One call of a webhook. */
export interface HookCall {
  readonly name: string;
  readonly type: HookType;
  /** `phase` of the payload. */
  readonly phase: ControllerPhase;
  /** HTTP status of the answer. */
  readonly status: number;
}

/** One call of a webhook of type event. */
export interface EventCall {
  readonly name: string;
  readonly phase: ControllerPhase;
  readonly eventType: FlaggerEvent['type'];
  readonly eventMessage: string;
}

/** A Kubernetes event on the Canary. */
export interface FlaggerEvent {
  readonly type: 'Normal' | 'Warning';
  readonly message: string;
}

/** How bad an alert is. */
export type AlertSeverity = 'info' | 'warn' | 'error';

/** A message to people. */
export interface FlaggerAlert {
  readonly severity: AlertSeverity;
  readonly message: string;
  /** Names of the Canary's own alerts that it goes to; empty when it goes to the controller's global notifier. */
  readonly to: readonly AlertSettings['name'][];
}
