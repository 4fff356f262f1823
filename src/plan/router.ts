import type { DestinationRuleSpecTrafficPolicy, VirtualServiceSpecHttp } from '../../imports/istio';
import type { Plain } from './plain';

/** A route of a VirtualService, as Istio's own types have it. */
export type IstioHttpRoute = Plain<VirtualServiceSpecHttp>;

/** How a proxy talks to a track: connection pool, outlier detection, TLS, load balancing. */
export type IstioTrafficPolicy = Plain<DestinationRuleSpecTrafficPolicy>;

/**
 * A base route of the application: everything of Istio's route but its destinations, which the
 * compiler fills in. With a `redirect`, a `directResponse`, a `delegate` or a `route` of its own it
 * is left as it is.
 */
export type BaseRoute = IstioHttpRoute & {
  /**
   * Port of the application's Service that the route leads to.
   * @default - the Service's first port at a gateway; in the mesh the port that was called
   */
  readonly servicePort?: number | undefined;
};

/** TLS at the Gateway. */
export interface GatewayTls {
  /** Secret with the certificate, in the namespace of the gateway's pods. */
  readonly credentialName: string;
  /**
   * What becomes of plain HTTP.
   * @default serve
   */
  readonly plainHttp?: 'serve' | 'redirect' | 'closed' | undefined;
}

/** A Gateway that the release creates. */
export interface GatewaySpec {
  /** Labels of the gateway's pods, such as `{ istio: 'ingressgateway' }`. */
  readonly selector: Readonly<Record<string, string>>;
  /**
   * Port of plain HTTP.
   * @default 80
   */
  readonly port?: number | undefined;
  /**
   * Certificate, for HTTPS on port 443.
   * @default - plain HTTP only
   */
  readonly tls?: GatewayTls | undefined;
}

/** Request headers that tell the application which track answers. */
export interface TrackHeaders {
  readonly primary: Readonly<Record<string, string>>;
  readonly canary: Readonly<Record<string, string>>;
}

/** Traffic split by Istio's VirtualServices. */
export interface IstioRouter {
  readonly kind: 'istio';
  /**
   * External hosts, such as `shop.example.com`; they need a `gateway`.
   * @default - callers in the mesh only
   */
  readonly hosts?: readonly string[] | undefined;
  /**
   * Gateway of the external hosts: one to create, or the `namespace/name` of one that exists.
   * @default - none
   */
  readonly gateway?: GatewaySpec | string | undefined;
  /**
   * Base routes of the external hosts.
   * @default - one route without a match
   */
  readonly http?: readonly BaseRoute[] | undefined;
  /**
   * Base routes of callers in the mesh.
   * @default - one route without a match
   */
  readonly mesh?: { readonly http: readonly BaseRoute[] } | undefined;
  /**
   * Request headers set per track.
   * @default - none
   */
  readonly trackHeaders?: TrackHeaders | undefined;
  /**
   * Traffic policy of both tracks, one DestinationRule each.
   * @default - the mesh's
   */
  readonly trafficPolicy?: IstioTrafficPolicy | undefined;
  /**
   * Domain of the cluster, the end of full Service names.
   * @default cluster.local
   */
  readonly clusterDomain?: string | undefined;
}
