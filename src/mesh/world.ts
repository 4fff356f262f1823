import type { Manifest } from '../manifest/manifest';
import type { Caller } from './caller';
import type { DestinationRuleIndex } from './destination-rules';
import type { GatewayServer } from './gateway-server';
import type { MeshSettings } from './mesh-settings';
import type { Pod } from './pods';
import type { RegistryService } from './registry';
import type { RouteConfig } from './route-config';
import type { View } from './view';

/** A settled state of a cluster, indexed: who can be called, who runs, and which routes there are. */
export interface World {
  readonly settings: MeshSettings;
  readonly pods: readonly Pod[];
  readonly services: readonly RegistryService[];
  readonly servicesByHost: ReadonlyMap<string, RegistryService>;
  /** Routes of all dialects: those of HTTPRoutes first, then by age. */
  readonly routes: readonly RouteConfig[];
  readonly servers: readonly GatewayServer[];
  readonly rules: DestinationRuleIndex;
  /** Sidecar resources, oldest first. */
  readonly sidecars: readonly Manifest[];
  readonly envoyFilters: readonly Manifest[];
  /** What each caller sees, worked out at its first request. */
  readonly views: WeakMap<Caller, View>;
}
