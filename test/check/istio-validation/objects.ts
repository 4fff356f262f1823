import type { JsonObject, Manifest } from '../../../src/manifest/manifest';

/** A kind of Istio with a spec, in the namespace `shop`. */
export function istio(kind: string, spec: JsonObject, metadata: JsonObject = {}): Manifest {
  const group = GROUPS[kind] ?? 'networking.istio.io/v1';
  return {
    apiVersion: group,
    kind,
    metadata: { name: 'web', namespace: 'shop', ...metadata },
    spec,
  };
}

const GROUPS: Readonly<Record<string, string>> = {
  AuthorizationPolicy: 'security.istio.io/v1',
  PeerAuthentication: 'security.istio.io/v1',
  RequestAuthentication: 'security.istio.io/v1',
  Telemetry: 'telemetry.istio.io/v1',
  ProxyConfig: 'networking.istio.io/v1beta1',
};

/** A VirtualService for `foo.bar` with one HTTP rule, which routes to `foo.baz` unless it says otherwise. */
export function httpRule(rule: JsonObject): Manifest {
  const hasAction = ['route', 'redirect', 'directResponse', 'delegate'].some((one) => one in rule);
  return istio('VirtualService', {
    hosts: ['foo.bar'],
    http: [hasAction ? rule : { ...rule, route: TO_BAZ }],
  });
}

/** A route to one host. */
export const TO_BAZ: readonly JsonObject[] = [{ destination: { host: 'foo.baz' } }];

/** A DestinationRule for `reviews` with this traffic policy. */
export function policy(trafficPolicy: JsonObject): Manifest {
  return istio('DestinationRule', { host: 'reviews', trafficPolicy });
}

/** A Gateway with one server; fields that are not given are sound. */
export function server(fields: JsonObject): Manifest {
  const port = { number: 80, name: 'http', protocol: 'HTTP' };
  return istio('Gateway', { servers: [{ port, hosts: ['foo.bar.com'], ...fields }] });
}

/** A Gateway with one server of HTTPS with these TLS settings. */
export function tls(settings: JsonObject): Manifest {
  return server({ port: { number: 443, name: 'https', protocol: 'HTTPS' }, tls: settings });
}
