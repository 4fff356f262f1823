import type { JsonObject, Manifest } from '../manifest/manifest';
import { sha256 } from '../manifest/hash';
import { canonicalJson } from './canonical-json';
import type { CanaryStatus } from './canary-status';
import { templateOf } from './target';

/**
 * What `lastAppliedSpec` holds of a Deployment: a hash of its pod template. Replicas, labels and
 * annotations of the Deployment itself are no part of it. (Flagger's own hash has other digits.)
 */
export function revisionOf(deployment: Manifest): string {
  const template = templateOf(deployment);
  const known = REVISIONS.get(template);
  if (known !== undefined) return known;
  const revision = sha256(canonicalJson(template)).slice(0, 10);
  REVISIONS.set(template, revision);
  return revision;
}

/** Whether a Deployment is a new revision. The one that was promoted last never is. */
export function isNewRevision(status: CanaryStatus, deployment: Manifest): boolean {
  if (status.lastAppliedSpec === '') return true;
  const revision = revisionOf(deployment);
  return revision !== status.lastPromotedSpec && revision !== status.lastAppliedSpec;
}

/** Whether the tracked ConfigMaps and Secrets are others than those of the last run. */
export function haveConfigsChanged(
  status: CanaryStatus,
  checksums: Readonly<Record<string, string>>,
): boolean {
  const names = Object.keys(checksums);
  const tracked = status.trackedConfigs;
  if (tracked === undefined) return names.length > 0;
  if (names.length !== Object.keys(tracked).length) return true;
  return names.some((name) => tracked[name] !== checksums[name]);
}

const REVISIONS = new WeakMap<JsonObject, string>();
