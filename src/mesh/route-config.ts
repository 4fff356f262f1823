import type { HttpMatch } from './http-match';
import type { Place } from './place';
import type { Visibility } from './visibility';

/** Routes for some hosts at some callers: what a VirtualService, an HTTPRoute or an Ingress comes to. */
export interface RouteConfig {
  readonly place: Place;
  /** The namespace of the object. */
  readonly namespace: string;
  readonly hosts: readonly string[];
  /** `mesh` for sidecars, `ns/name` for a gateway. */
  readonly gateways: ReadonlySet<string>;
  readonly visibility: Visibility;
  readonly dialect: 'istio' | 'gateway-api' | 'ingress';
  readonly http: readonly HttpRule[];
  readonly tcp: readonly ConnectionRule[];
  readonly tls: readonly ConnectionRule[];
}

/** A rule for HTTP requests. Without a match it takes every request. */
export interface HttpRule {
  readonly place: Place;
  readonly name?: string;
  readonly matches: readonly HttpMatch[];
  readonly action: HttpAction;
  readonly mirrors: readonly Mirror[];
  /** What of the rule this model leaves out, as a sentence. */
  readonly leftOut?: string;
}

/** What a rule does with the requests that it takes. */
export type HttpAction =
  | { readonly kind: 'split'; readonly targets: readonly Target[] }
  | { readonly kind: 'redirect'; readonly status: number; readonly location: string }
  | { readonly kind: 'direct-response'; readonly status: number }
  | { readonly kind: 'delegate'; readonly to: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** A destination with its weight. */
export interface Target {
  readonly host: string;
  readonly subset: string;
  /** As written; without one the caller's side decides. */
  readonly port?: number;
  readonly weight: number;
  readonly place: Place;
  /** Why the reference is refused: its share fails. */
  readonly refused?: string;
}

/** A destination that gets copies of requests, and whose answers are thrown away. */
export interface Mirror {
  readonly target: Target;
  /** Percent of the requests, 0 to 100. */
  readonly percent: number;
}

/** A rule for connections: of a TCP port, or of a TLS port by the name that the client asks for. */
export interface ConnectionRule {
  readonly place: Place;
  readonly matches: readonly ConnectionMatch[];
  readonly targets: readonly Target[];
}

/** The conditions of one match of a connection rule; all must hold. */
export interface ConnectionMatch {
  readonly gateways: readonly string[];
  readonly sourceLabels: Readonly<Record<string, string>>;
  readonly sourceNamespace?: string;
  readonly port?: number;
  readonly sniHosts: readonly string[];
  readonly destinationSubnets: readonly string[];
}

/** The name of the gateway that stands for all sidecars. */
export const MESH = 'mesh';
