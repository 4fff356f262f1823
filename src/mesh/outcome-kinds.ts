import type { Place } from './place';
import type { Pod } from './pods';

/** Where a caller's request ends. */
export type Outcome = Delivered | Answered | Lost | Unknown;

/**
 * The request is sent on: by a `route` for HTTP, as bytes by `tcp`, or as `passthrough` untouched to the address that was
 * dialled and so to all pods behind it. `workloads` and `errors` add up to 1.
 */
export interface Delivered extends Told {
  readonly kind: 'route' | 'tcp' | 'passthrough';
  /** The rule that took the request. A passthrough has none. */
  readonly route?: Place;
  readonly destinations: readonly Destination[];
  readonly mirrors: readonly MirrorEnd[];
}

/** The proxy answers by itself. Nothing is reached and nothing is lost: both shares are 0. */
export interface Answered extends Told {
  readonly kind: 'redirect' | 'direct-response';
  readonly route: Place | undefined;
  readonly status: number;
  /** Where a redirect leads, as far as the rule says. */
  readonly location?: string;
}

/**
 * Nobody gets the request: `no-route` is a 404, `blackhole` and `reset` close the connection, `refused` means that nothing
 * listens, and with `invalid-weights` the proxy refuses all routes of the port and keeps the ones before.
 */
export interface Lost extends Told {
  readonly kind: 'no-route' | 'blackhole' | 'reset' | 'refused' | 'invalid-weights';
  readonly route?: Place;
}

/** This model does not say. Both shares are 0. */
export interface Unknown extends Told {
  readonly kind: 'unknown';
  readonly reason: string;
}

/** What every outcome tells. */
export interface Told {
  /** Share of the requests that each workload answers: `shop/api-primary`, or an address outside the cluster. */
  readonly workloads: Readonly<Record<string, number>>;
  readonly errors: readonly Failure[];
  /** How the answer comes about, one sentence a step. */
  readonly derivation: readonly string[];
}

/** A share of the requests that fails. */
export interface Failure {
  /**
   * `NR` no route, `NC` no such cluster at this proxy, `UH` no ready pod, `UF` nobody at the address; `closed` without any
   * answer, `rejected` routes that the proxy does not accept.
   */
  readonly code: 'NR' | 'NC' | 'UH' | 'UF' | 'closed' | 'rejected';
  /** The HTTP status; connections without HTTP have none. */
  readonly status?: number;
  readonly share: number;
}

/** A destination of the matched rule, with its share of the requests. */
export interface Destination {
  /** `outbound|80|canary|api.shop.svc.cluster.local`; of a passthrough the address. */
  readonly cluster: string;
  readonly share: number;
  readonly state: 'ok' | 'NC' | 'UH' | 'UF';
  /** The pods that share it evenly. */
  readonly pods: readonly Pod[];
  /** Where the destination is written. */
  readonly place?: Place;
}

/** A destination that gets copies. Its failures are nobody's. */
export interface MirrorEnd extends Omit<Destination, 'share'> {
  /** Percent of the requests, 0 to 100. */
  readonly percent: number;
}
