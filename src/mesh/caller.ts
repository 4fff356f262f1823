import type { Labels } from '../manifest/labels';

/** One class of callers that are routed alike. */
export type Caller = SidecarCaller | GatewayCaller | OutsideCaller;

/** A workload with a sidecar. */
export interface SidecarCaller {
  readonly kind: 'sidecar';
  readonly namespace: string;
  /** @default {} */
  readonly labels?: Labels;
  /** The node that it runs on. @default 'node-1' */
  readonly node?: string;
}

/** A gateway workload: its own namespace and labels, not those of the Gateway object. */
export interface GatewayCaller {
  readonly kind: 'gateway';
  readonly namespace: string;
  /** @default {} */
  readonly labels?: Labels;
  /** @default 'node-1' */
  readonly node?: string;
}

/** A client in the cluster that the mesh does not govern: no sidecar, a probe, the host network. */
export interface OutsideCaller {
  readonly kind: 'outside';
  /** Completes short names. @default '' */
  readonly namespace?: string;
  /** @default 'node-1' */
  readonly node?: string;
}

/** How people name a caller: `sidecars in shop`. */
export function tellCaller(caller: Caller): string {
  if (caller.kind === 'sidecar') return `a sidecar in ${caller.namespace}`;
  if (caller.kind === 'gateway') return `the gateway in ${caller.namespace}`;
  return 'a client outside the mesh';
}

/** The node that a caller runs on. */
export function nodeOf(caller: Caller): string {
  return caller.node ?? 'node-1';
}
