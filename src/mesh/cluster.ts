import type { Pod } from './pods';

/** A destination as a proxy has it. */
export interface Cluster {
  /** `outbound|80|canary|api.shop.svc.cluster.local` */
  readonly name: string;
  /**
   * `pods`: they share the requests; without any it answers 503 UH. `dialled`: requests go to the address that the caller
   * dialled. `missing`: the proxy does not have it.
   */
  readonly kind: 'pods' | 'dialled' | 'missing' | 'unknown';
  readonly pods: readonly Pod[];
  /** Why it is missing, or unknown. */
  readonly reason: string;
}
