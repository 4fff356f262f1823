import { promotedCondition, type CanaryStatus } from './canary-status';
import type { ControllerPhase } from './controller-phase';
import { revisionOf } from './revision';
import { templateOf } from './target';
import { writeStatus, type Tick } from './tick';
import { trackConfigs, type ConfigTracking } from './tracked-configs';

/** The counters that a sync sets. @default 0 each */
export type StatusCounters = Partial<
  Pick<CanaryStatus, 'canaryWeight' | 'failedChecks' | 'iterations'>
>;

/** The tick after a sync, or why it failed. */
export type StatusSync =
  | { readonly kind: 'synced'; readonly tick: Tick }
  | { readonly kind: 'failed'; readonly error: string };

/**
 * Write a phase, the counters and what the target is now, as `SyncStatus` does. It fails where a
 * tracked ConfigMap or Secret is missing.
 */
export function syncStatus(
  tick: Tick,
  phase: ControllerPhase,
  counters: StatusCounters = {},
): StatusSync {
  const tracking = trackTarget(tick);
  if (tracking.kind === 'failed') {
    return { kind: 'failed', error: `GetConfigRefs failed: ${tracking.error}` };
  }
  const revision = revisionOf(tick.target.deployment);
  const before = tick.world.status;
  const status = {
    ...before,
    phase,
    canaryWeight: counters.canaryWeight ?? 0,
    failedChecks: counters.failedChecks ?? 0,
    iterations: counters.iterations ?? 0,
    lastAppliedSpec: revision,
    lastPromotedSpec: phase === 'Initialized' ? revision : before.lastPromotedSpec,
    trackedConfigs: tracking.checksums,
    promoted: promotedCondition(phase, tick.settings.targetKind),
  };
  return { kind: 'synced', tick: writeStatus(tick, status) };
}

/** The ConfigMaps and Secrets of the target as they are now. */
export function trackTarget(tick: Tick): ConfigTracking {
  const template = templateOf(tick.target.deployment);
  const tracking = trackConfigs(template, tick.world.objects, tick.settings.namespace);
  if (tracking.kind === 'configs') return tracking;
  return { kind: 'failed', error: `GetTargetConfigs failed: ${tracking.error}` };
}
