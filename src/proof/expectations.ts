import type { Labels } from '../manifest/labels';
import type { JsonObject } from '../manifest/manifest';

/** A header by which requests are sent to the canary, whatever the weights are. */
export interface ExemptHeader {
  readonly name: string;
  /** An Istio StringMatch: `exact`, `prefix` or `regex`. */
  readonly value: JsonObject;
}

/** What may happen while a transition runs. Without any, limits are taken from what both states do when settled. */
export interface Expectations {
  /** The pods that count as canary: those with all these labels. Without it, limits are for each workload. */
  readonly canary?: Labels;
  /** Hosts of the application; limits are for requests to these and to names outside the cluster. @default all hosts */
  readonly hosts?: readonly string[];
  /** Hosts that nobody is meant to call by themselves: the Services of the tracks. @default [] */
  readonly internal?: readonly string[];
  /** Largest share of the requests that the canary may answer, 0 to 1. @default what the settled states give it */
  readonly exposure?: number;
  /** Requests with one of these headers may all go to the canary. @default [] */
  readonly exempt?: readonly ExemptHeader[];
  /** Largest share that the canary may answer of callers outside the mesh, 0 to 1. @default as `exposure` */
  readonly outsideMesh?: number;
  /** Whether there are callers outside the mesh. @default 'yes' */
  readonly outsideCallers?: 'yes' | 'none';
  /** Pods that can carry all requests; a track must keep its share of these. @default capacity is not asked */
  readonly capacity?: number;
}
