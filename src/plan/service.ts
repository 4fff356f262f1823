/** One port of the application's Service. */
export interface ServicePort {
  /**
   * Name of the port. Istio reads the protocol off it, so it begins with `http`, `http2`, `grpc` or
   * `grpc-web`, or `appProtocol` says it.
   * @default http
   */
  readonly name?: string | undefined;
  /** Port that callers use, 1-65535. */
  readonly port: number;
  /**
   * Port of the container: a number, or the name of a container port.
   * @default - the same as `port`
   */
  readonly targetPort?: number | string | undefined;
  /**
   * Protocol of the application, for Istio: `http`, `http2`, `grpc`, `grpc-web`, `kubernetes.io/h2c`
   * or `kubernetes.io/ws`.
   * @default - as the name says
   */
  readonly appProtocol?: string | undefined;
}

/** The ports of the application's Service: the one, or several with a name each. */
export type ServiceSpec = (ServicePort & { readonly ports?: never }) | ServicePorts;

/** Several ports. */
export interface ServicePorts {
  readonly ports: readonly (ServicePort & { readonly name: string })[];
  readonly port?: never;
}
