import type { JsonObject } from '../manifest/manifest';
import type { Tick } from './tick';

/** Rules of a route, and the tick with the cookies that they use; or why there are none. */
export type RuleWriting =
  | { readonly kind: 'rules'; readonly tick: Tick; readonly rules: readonly JsonObject[] }
  | { readonly kind: 'refused'; readonly error: string };
