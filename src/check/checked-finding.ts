import type { Finding } from '../finding/finding';
import type { Area } from './rule';

/** A finding on files: where it is, in which state, and who allowed it. */
export interface CheckedFinding extends Finding {
  readonly area: Area;
  /** The state, as the user named it. */
  readonly state: string;
  /** The object concerned: `VirtualService/shop/api`; without namespace `Namespace/shop`. */
  readonly object?: string;
  /** The line of the source, for a frame. */
  readonly lineText?: string;
  /** Who allowed it, and why. Then it counts for nothing. */
  readonly suppression?: { readonly by: 'annotation' | 'option'; readonly reason: string };
}

/** What a run of rules over files found. */
export interface CheckResult {
  /** By state, file and place. */
  readonly findings: readonly CheckedFinding[];
  readonly counts: CheckCounts;
}

/** What was looked at. */
export interface CheckCounts {
  readonly states: number;
  readonly transitions: number;
  readonly files: number;
  readonly objects: number;
  /** Files that hold nothing of Kubernetes. */
  readonly skipped: number;
}
