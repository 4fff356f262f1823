import type { Expectations } from './expectations';
import type { Branch } from './explore';
import type { Call, Scene } from './scene';
import type { Settled } from './settled-call';
import type { Transition } from './transition';

/** What a judge of one call is given. */
export interface Case {
  readonly scene: Scene;
  readonly call: Call;
  readonly transition: Transition;
  readonly branches: readonly Branch[];
  readonly settled: { readonly before: Settled; readonly after: Settled };
  readonly expectations: Expectations;
  /** Whether one of the states after the first names the host no more. */
  readonly withdrawn: boolean;
}
