import type { Source } from './bind-rules';
import type { Cluster } from './cluster';
import type { HostTable } from './host-table';
import type { RegistryService } from './registry';
import type { RouteConfig } from './route-config';

/** What one caller's proxy knows of a world. */
export interface View {
  readonly kind: 'sidecar' | 'gateway';
  readonly source: Source;
  readonly node: string;
  /** What its listeners and virtual hosts are made of. */
  readonly services: readonly RegistryService[];
  /** What it has clusters for, by host: these ports, or all. */
  readonly reachable: ReadonlyMap<string, Reachable>;
  /** Routes in order of precedence: the first on a host wins. */
  readonly routes: readonly RouteConfig[];
  readonly outboundTraffic: 'ALLOW_ANY' | 'REGISTRY_ONLY';
  /** Why this model cannot follow the proxy. */
  readonly unmodelled?: string;
  /** The virtual hosts of each port, filled at the first request. */
  readonly tables: Map<string, HostTable>;
  /** Clusters by name, filled at the first request. */
  readonly clusters: Map<string, Cluster>;
}

/** A Service that a proxy has clusters for. */
export interface Reachable {
  readonly service: RegistryService;
  readonly ports?: ReadonlySet<number>;
}
