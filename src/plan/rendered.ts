import type { Manifest } from '../manifest/manifest';
import type { VersionSpec } from './version';

/** What the workload gives for one version, resolved to plain objects. */
export interface Rendered {
  readonly version: VersionSpec;
  /** Everything below the workload's scope, in order. */
  readonly objects: readonly Manifest[];
  /** The Deployment, where the workload function returned it. */
  readonly returned?: Manifest | undefined;
}

/** All that the compiler gets of the user's tree, resolved once. */
export interface Source {
  readonly to: Rendered;
  /** Where the plan has a `from`. */
  readonly from?: Rendered | undefined;
  /** The chart's other objects, in the order of their dependencies. */
  readonly others: readonly Manifest[];
  /** Constructs outside its scope that the workload function made or changed. */
  readonly sideEffects: readonly string[];
}
