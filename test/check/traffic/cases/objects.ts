import type { JsonObject, Manifest } from '../../../../src/manifest/manifest';
import { destinationRule, object, service, split, virtualService, WEB } from '../../../mesh/shop';

export {
  destinationRule,
  gateway,
  object,
  service,
  split,
  virtualService,
  WEB,
} from '../../../mesh/shop';

/** A Deployment of `app: web` pods of a version, with a readiness probe. */
export function web(version: string, replicas: number, labels: JsonObject = {}): Manifest {
  const own = { app: 'web', version };
  const container = {
    name: 'app',
    image: `web:${version}-1`,
    ports: [{ name: 'http', containerPort: 8080 }],
    readinessProbe: { httpGet: { path: '/', port: 8080 } },
  };
  return object('apps/v1', 'Deployment', `web-${version}`, {
    replicas,
    selector: { matchLabels: own },
    template: { metadata: { labels: { ...own, ...labels } }, spec: { containers: [container] } },
  });
}

/** The Service web on all its pods, three stable and three canary. */
export const SHOP: readonly Manifest[] = [
  service('web', { app: 'web' }),
  web('stable', 3),
  web('canary', 3),
];

/** A split of web by subsets, for the mesh. */
export function meshSplit(stable: number, canary: number, spec: JsonObject = {}): Manifest {
  return virtualService('web', { http: [split({ stable, canary })], ...spec });
}

/** Three stable pods, three canary, and 90 to 10 for the mesh: nothing is wrong with it. */
export const GOOD: readonly Manifest[] = [...SHOP, destinationRule(), meshSplit(90, 10)];

/** Services of the tracks, and the Service web on the stable ones only. */
export const BY_HOSTS: readonly Manifest[] = [
  service('web', { app: 'web', version: 'stable' }),
  service('web-stable', { app: 'web', version: 'stable' }),
  service('web-canary', { app: 'web', version: 'canary' }),
  web('stable', 3),
  web('canary', 3),
];

/** A destination with its weight. */
export function to(host: string, weight?: number, more: JsonObject = {}): JsonObject {
  const full = host.includes('.') ? host : `${host}.shop.svc.cluster.local`;
  return {
    destination: { host: full, port: { number: 80 }, ...more },
    ...(weight === undefined ? {} : { weight }),
  };
}

/** A VirtualService on web with one rule for these destinations. */
export function routeTo(...route: readonly JsonObject[]): Manifest {
  return virtualService('web', { hosts: [WEB], http: [{ route }] });
}
