import type { Chart } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import type { ReleasePlan } from '../plan/release-plan';
import type { PlainManifest, Workload } from './workload';

const RELEASE = Symbol.for('cdk8s-canary.Release');
const RELEASE_APP = Symbol.for('cdk8s-canary.ReleaseApp');

/** A Release as the compiler sees it. */
export interface ReleaseConstruct extends Construct {
  /** The plan, as it was written. */
  readonly plan: ReleasePlan<string>;
  /** What is released. */
  readonly workload: Workload;
  /** The chart that the release is in. */
  readonly chart: Chart;
}

/** What `compile` may be told in a test. */
export interface CompileOptions {
  /**
   * The objects that are live, and the name of their version.
   * @default - the plan's `from` rendered, else nothing
   */
  readonly live?:
    | { readonly version: string; readonly objects: readonly PlainManifest[] }
    | undefined;
}

/** Whether a construct is a Release, of this or of another installed copy of the package. */
export function isRelease(construct: IConstruct): construct is ReleaseConstruct {
  return RELEASE in construct;
}

/** Whether a construct is a ReleaseApp, of this or of another installed copy of the package. */
export function isReleaseApp(construct: IConstruct): boolean {
  return RELEASE_APP in construct;
}

/** Let `isRelease` know a construct. */
export function markRelease(construct: IConstruct): void {
  Object.defineProperty(construct, RELEASE, { value: true });
}

/** Let `isReleaseApp` know a construct. */
export function markReleaseApp(construct: IConstruct): void {
  Object.defineProperty(construct, RELEASE_APP, { value: true });
}
