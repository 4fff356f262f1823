import type { Severity } from '../finding/finding';
import type { Caller } from '../mesh/caller';
import type { MeshRequest } from '../mesh/request';

/** What has to hold in every mixture of a transition. */
export type ObligationId =
  | 'no-lost-request'
  | 'live-destination'
  | 'exposure-bound'
  | 'no-bypass'
  | 'disjoint-tracks'
  | 'capacity'
  | 'own-config'
  | 'keeps-service'
  | 'immutable-fields'
  | 'roll-under-traffic';

/** A counter-example: the smallest mixture that breaks an obligation, and what somebody gets then. */
export interface Violation {
  readonly obligation: ObligationId;
  readonly severity: Severity;
  /** The whole of it in one sentence: lower case, no full stop. */
  readonly message: string;
  /** Objects that are applied already, as people name them. */
  readonly applied: readonly string[];
  /** Objects that are not applied yet. */
  readonly waiting: readonly string[];
  /** What the pods do meanwhile, one phrase for each workload that matters. */
  readonly pods: readonly string[];
  readonly caller?: Caller;
  readonly request?: MeshRequest;
  /** Share of the requests concerned, 0 to 1. */
  readonly share?: number;
  /** The largest share that is allowed. */
  readonly limit?: number;
  /** How the request fails: `NR`, `NC`, `UH`, `UF`, `closed`, `rejected`. */
  readonly code?: string;
  /** Share that each workload answers when the states have settled. */
  readonly before?: Readonly<Record<string, number>>;
  readonly after?: Readonly<Record<string, number>>;
  /** How many other callers and requests meet the same. */
  readonly also: number;
  /** How the answer comes about, one sentence a step. */
  readonly derivation: readonly string[];
}

/** What a proof of one transition found. */
export interface TransitionProof {
  /** Whether nothing of severity `error` was found and everything could be followed. */
  readonly proved: boolean;
  readonly violations: readonly Violation[];
  /** What could not be followed, with the reason. */
  readonly unproved: readonly string[];
  /** Calls that were asked: callers times classes of requests. */
  readonly calls: number;
  /** Mixtures that were looked at, over all calls. */
  readonly mixtures: number;
}
