import type { Manifest } from '../manifest/manifest';
import { clusterObjects } from './cluster-objects';
import type { FlaggerSetup } from './make-world';
import { isOwnedBy } from './owner-reference';
import { DEFAULT_PROVIDER, readCanary } from './read-canary';
import type { ControllerFlags } from './run-tick';
import { initialize } from './simulate-flagger';

/**
 * The objects that Flagger makes of a Canary once it has taken the target over: the primary, three
 * Services, copies of ConfigMaps and Secrets, the primary's autoscaler and, by provider, the routes
 * (istio, gatewayapi:v1, nginx; kubernetes has none). Each belongs to the Canary. A Service or route
 * of the user's own with one of their names is taken over in place instead and is not in the list.
 */
export function generated(
  canary: Manifest,
  workload: Manifest,
  others: Omit<FlaggerSetup, 'canary' | 'workload'> & ControllerFlags = {},
): readonly Manifest[] {
  const { world } = initialize({ ...others, canary, workload });
  const settings = readCanary(canary, others.meshProvider ?? DEFAULT_PROVIDER);
  if (settings === undefined) return [];
  return clusterObjects(world).filter((object) => isOwnedBy(object, settings));
}
