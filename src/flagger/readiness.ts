import type { Manifest } from '../manifest/manifest';
import { replicasOf } from './target';
import type { PodCounts, Readiness } from './tick-inputs';

/** Whether the controller takes a Deployment for rolled out; if not, its words, and whether it will wait. */
export type ReadinessVerdict =
  | { readonly kind: 'ready' }
  | { readonly kind: 'not-ready'; readonly reason: string; readonly retriable: boolean };

/** What the controller looks at of a Deployment's `.status`, and the limits it sets itself. */
export interface ReadinessLimits {
  /** Percent of the updated pods that have to be available. */
  readonly threshold: number;
  /** Seconds for which a Deployment may be unavailable. */
  readonly deadlineSeconds: number;
}

/** Judge a Deployment as `isDeploymentReady` does, in its order. */
export function judgeReadiness(
  deployment: Manifest,
  readiness: Readiness,
  { threshold, deadlineSeconds }: ReadinessLimits,
): ReadinessVerdict {
  if (readiness === 'ready' && threshold <= 100) return { kind: 'ready' };
  if (readiness === 'unobserved') {
    const reason = 'observed deployment generation less than desired generation';
    return notReady(`waiting for rollout to finish: ${reason}`, true);
  }
  if (readiness === 'dead') {
    const name = JSON.stringify(deployment.metadata.name);
    return notReady(`deployment ${name} exceeded its progress deadline`, false);
  }
  const wanted = replicasOf(deployment);
  const { replicas, updated, available } = countPods(wanted ?? 1, readiness);
  const retriable = !isOverdue(readiness, deadlineSeconds);
  if (wanted !== undefined && updated < wanted) {
    const counts = `${updated} out of ${wanted}`;
    return waiting(`${counts} new replicas have been updated`, retriable);
  }
  if (replicas > updated) {
    return waiting(`${replicas - updated} old replicas are pending termination`, retriable);
  }
  // 32-bit floats, as the controller multiplies them
  const share = Math.fround(Math.fround(threshold) / Math.fround(100));
  const needed = Math.trunc(Math.fround(Math.fround(updated) * share));
  if (available < needed) {
    const counts = `${available} of ${needed} (readyThreshold ${threshold}%)`;
    return waiting(`${counts} updated replicas are available`, retriable);
  }
  return { kind: 'ready' };
}

type Counted = Exclude<Readiness, 'unobserved' | 'dead'>;

function countPods(
  wanted: number,
  readiness: Counted,
): { readonly replicas: number; readonly updated: number; readonly available: number } {
  const counts: PodCounts =
    readiness === 'ready' ? {} : typeof readiness === 'string' ? { available: 0 } : readiness;
  return {
    replicas: counts.replicas ?? wanted,
    updated: counts.updated ?? wanted,
    available: counts.available ?? wanted,
  };
}

/** `wait` is since just now: overdue only where the deadline is no time at all. */
function isOverdue(readiness: Counted, deadlineSeconds: number): boolean {
  if (readiness === 'ready') return false;
  if (readiness === 'deadline') return true;
  const since = readiness === 'wait' ? 0 : readiness.unavailableSeconds;
  return since !== undefined && (since > deadlineSeconds || deadlineSeconds <= 0);
}

function waiting(what: string, retriable: boolean): ReadinessVerdict {
  return notReady(`waiting for rollout to finish: ${what}`, retriable);
}

function notReady(reason: string, retriable: boolean): ReadinessVerdict {
  return { kind: 'not-ready', reason, retriable };
}
