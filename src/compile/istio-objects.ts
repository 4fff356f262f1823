import { canonicalManifest } from '../manifest/canonical';
import type { JsonObject, Manifest } from '../manifest/manifest';
import type { GatewaySpec } from '../plan/router';
import type { Material } from './material';
import { buildRoutes, type Split, type TrackHost } from './routes';
import { portNumbers } from './services';
import type { Tracks } from './phase';

const API_VERSION = 'networking.istio.io/v1';

/** The VirtualService of callers in the mesh. */
export function buildMeshVirtualService(material: Material, split: Split): Manifest {
  const { plan } = material;
  return istioObject('VirtualService', material, plan.names.mesh, {
    hosts: [fullName(material, material.service)],
    gateways: ['mesh'],
    http: buildRoutes(
      plan.router.mesh?.http ?? [{}],
      { ...routeTarget(material), audience: 'mesh' },
      split,
    ),
  });
}

/** The VirtualService of the external hosts; undefined where there are none. */
export function buildExternalVirtualService(
  material: Material,
  split: Split,
): Manifest | undefined {
  const { plan } = material;
  const { gateway, hosts } = plan.router;
  if (gateway === undefined || hosts === undefined) return undefined;
  return istioObject('VirtualService', material, plan.names.external, {
    hosts,
    gateways: [typeof gateway === 'string' ? gateway : `${plan.namespace}/${plan.names.gateway}`],
    http: buildRoutes(
      plan.router.http ?? [{}],
      { ...routeTarget(material), audience: 'external' },
      split,
    ),
  });
}

/** The Gateway; undefined where the plan refers to one or has none. */
export function buildGateway(material: Material): Manifest | undefined {
  const { gateway, hosts } = material.plan.router;
  if (gateway === undefined || typeof gateway === 'string') return undefined;
  return istioObject('Gateway', material, material.plan.names.gateway, {
    selector: gateway.selector,
    servers: servers(gateway, hosts ?? []),
  });
}

/** The DestinationRules: one for each track's policy, or the one with the subsets. */
export function buildDestinationRules(material: Material): readonly Manifest[] {
  const { plan, service } = material;
  const { trafficPolicy } = plan.router;
  const policy = trafficPolicy === undefined ? {} : { trafficPolicy: trafficPolicy as JsonObject };
  if (plan.layout === 'subsets') {
    const subsets = (['primary', 'canary'] as const).map((name) => ({
      name,
      labels: { [plan.trackLabel]: name },
    }));
    return [
      istioObject('DestinationRule', material, plan.names.mesh, {
        host: fullName(material, service),
        subsets,
        ...policy,
      }),
    ];
  }
  if (trafficPolicy === undefined) return [];
  return (['primary', 'canary'] as const).map((track) =>
    istioObject('DestinationRule', material, plan.names[track], {
      host: fullName(material, plan.names[track]),
      ...policy,
    }),
  );
}

/** The full name of a Service: short names are read in the namespace of whoever reads them. */
export function fullName({ plan }: Material, service: string): string {
  return `${service}.${plan.namespace}.svc.${plan.clusterDomain}`;
}

function routeTarget(material: Material): {
  hosts: Tracks<TrackHost>;
  trackHeaders: Material['plan']['router']['trackHeaders'];
  ports: readonly number[];
} {
  const { plan, to, service } = material;
  const host = (track: 'primary' | 'canary'): TrackHost =>
    plan.layout === 'subsets'
      ? { host: fullName(material, service), subset: track }
      : { host: fullName(material, plan.names[track]) };
  return {
    hosts: { primary: host('primary'), canary: host('canary') },
    trackHeaders: plan.router.trackHeaders,
    ports: portNumbers(plan, to),
  };
}

function servers(gateway: GatewaySpec, hosts: readonly string[]): readonly JsonObject[] {
  const { tls } = gateway;
  const plain: JsonObject = {
    hosts,
    port: { name: 'http', number: gateway.port ?? 80, protocol: 'HTTP' },
    ...(tls?.plainHttp === 'redirect' ? { tls: { httpsRedirect: true } } : {}),
  };
  if (tls === undefined) return [plain];
  const secure: JsonObject = {
    hosts,
    port: { name: 'https', number: 443, protocol: 'HTTPS' },
    tls: { mode: 'SIMPLE', credentialName: tls.credentialName },
  };
  return tls.plainHttp === 'closed' ? [secure] : [plain, secure];
}

function istioObject(kind: string, { plan }: Material, name: string, spec: JsonObject): Manifest {
  return canonicalManifest({
    apiVersion: API_VERSION,
    kind,
    metadata: { name, namespace: plan.namespace },
    spec,
  });
}
