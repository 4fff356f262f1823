import type { Manifest } from '../manifest/manifest';
import type { Gate } from '../plan/gate';

/** One object that differs between two states. */
export type Change =
  | { readonly kind: 'added'; readonly after: Manifest }
  | { readonly kind: 'changed'; readonly before: Manifest; readonly after: Manifest }
  | { readonly kind: 'removed'; readonly before: Manifest };

/** A value for each track. */
export interface Tracks<Value> {
  readonly primary: Value;
  readonly canary: Value;
}

/** A workload that has to be available before a phase counts as settled. */
export interface ReadyWorkload {
  readonly workload: Manifest;
  /** Pods that have to be available; 0 means that none may be left. */
  readonly replicas: number;
}

/** A complete desired state of one release, and how to leave it. */
export interface Phase {
  /** Directory name, `NNN-name`. */
  readonly id: string;
  /** The id without its digits. */
  readonly name: string;
  /** Every object of the state. Objects that a neighbour has too are the same (`===`). */
  readonly objects: readonly Manifest[];
  /** What differs from the state before on the same path. */
  readonly changes: readonly Change[];
  readonly versions: Tracks<string>;
  /** Pods of each track; with autoscaling the primary's minimum. */
  readonly replicas: Tracks<number>;
  /** Percent of the requests that each track answers. */
  readonly traffic: Tracks<number>;
  /** Names of the header routes that lead to the canary. */
  readonly headerRoutes: readonly string[];
  /** Percent of the requests that the canary gets a copy of. */
  readonly mirror: number;
  readonly ready: readonly ReadyWorkload[];
  readonly settleSeconds: number;
  readonly gates: readonly Gate[];
}
