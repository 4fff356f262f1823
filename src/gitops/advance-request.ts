import type { GateClaims } from './open-gates';

/** What the caller of `advance` says. */
export interface AdvanceRequest extends GateClaims {
  /** The version to release. @default the one that is in flight, else the only one compiled */
  readonly version?: string | undefined;
  /** Whether a version that was aborted may be started again. @default false */
  readonly restart?: boolean | undefined;
}
