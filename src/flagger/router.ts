import type { Tick } from './tick';
import type { Routes } from './weights';

/** How a provider's traffic is split: one for each kind of object. */
export interface Router {
  /** T10: create or repair the objects; weights and mirror are kept unless something else differs. */
  readonly reconcile: (tick: Tick) => Attempt;
  /** T14: the weights as the provider's objects say them. */
  readonly read: (tick: Tick) => RouterReading;
  /** Write weights and mirror. */
  readonly write: (tick: Tick, routes: Routes) => Attempt;
}

/** The tick after a write, or why the API server or the router refused it. */
export type Attempt =
  | { readonly kind: 'done'; readonly tick: Tick }
  | { readonly kind: 'refused'; readonly error: string };

/** The weights, or why there are none. */
export type RouterReading =
  | { readonly kind: 'weights'; readonly routes: Routes }
  | { readonly kind: 'absent'; readonly error: string }
  | { readonly kind: 'error'; readonly error: string };

/** A write that went through. */
export function done(tick: Tick): Attempt {
  return { kind: 'done', tick };
}

/** A write that did not. */
export function refused(error: string): Attempt {
  return { kind: 'refused', error };
}
