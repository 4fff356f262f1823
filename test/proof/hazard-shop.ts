import type { Json, JsonObject, Manifest } from '../../src/manifest/manifest';
import type { Expectations } from '../../src/proof/expectations';
import type { ObligationId } from '../../src/proof/violation';
import { object, service, virtualService, WEB } from '../mesh/shop';

/** A way to hurt people by applying things, and one that does not. */
export interface Hazard {
  /** `H1: the VirtualService arrives before the DestinationRule that has its subset`. */
  readonly title: string;
  readonly before: readonly Manifest[];
  readonly after: readonly Manifest[];
  readonly expectations?: Expectations;
  /** What the proof has to say of going there at once. */
  readonly finds: {
    readonly obligation: ObligationId;
    readonly code?: string;
    readonly share?: number;
    readonly applied: readonly string[];
    readonly waiting?: readonly string[];
    /** What else the sentence names. */
    readonly says?: readonly string[];
  };
  /** The states after `before` that do no harm, one after the other; `after` last, or what to do in its place. */
  readonly safe: readonly (readonly Manifest[])[];
}

/** Pods `app: web` of a version, in a Deployment of its own. */
export function pods(version: string, replicas: number, labels: JsonObject = {}): Manifest {
  return deployment(`web-${version}`, `web:${version}`, replicas, { version, ...labels });
}

/** Pods of a track that run an image. */
export function deployment(
  name: string,
  image: string,
  replicas: number,
  labels: JsonObject,
): Manifest {
  return object('apps/v1', 'Deployment', name, {
    replicas,
    selector: { matchLabels: { app: 'web', name } },
    template: {
      metadata: { labels: { app: 'web', name, ...labels } },
      spec: { containers: [{ name: 'web', image }] },
    },
  });
}

/** The Service that all callers use; it selects every version. */
export const WEB_SERVICE = service('web', { app: 'web' });

/** A Service of one version. */
export function versionService(version: string): Manifest {
  return service(`web-${version}`, { app: 'web', version });
}

/** A DestinationRule with subsets, each with a label `version` of its name or the labels given. */
export function rule(...subsets: readonly (string | readonly [string, JsonObject])[]): Manifest {
  return ruleAt('web', ...subsets);
}

/** As `rule`, in a namespace. */
export function ruleAt(
  at: string,
  ...subsets: readonly (string | readonly [string, JsonObject])[]
): Manifest {
  return object('networking.istio.io/v1', 'DestinationRule', at, {
    host: WEB,
    subsets: subsets.map((subset): Json => {
      const [name, labels] = typeof subset === 'string' ? [subset, { version: subset }] : subset;
      return { name, labels };
    }),
  });
}

/** A DestinationRule on any host, with subsets of all its pods. */
export function ruleFor(at: string, host: string, ...subsets: readonly string[]): Manifest {
  return object('networking.istio.io/v1', 'DestinationRule', at, {
    host,
    subsets: subsets.map((name): Json => ({ name, labels: { app: 'web' } })),
  });
}

/** A VirtualService that splits requests to web between subsets. */
export function subsetRoute(
  weights: Readonly<Record<string, number>>,
  more?: JsonObject,
): Manifest {
  return virtualService('web', { http: [{ route: toSubsets(weights) }], ...more });
}

/** Weighted destinations that are subsets of web. */
export function toSubsets(weights: Readonly<Record<string, number>>): Json {
  return Object.entries(weights).map(([subset, weight]) => ({
    destination: { host: WEB, subset, port: { number: 80 } },
    weight,
  }));
}

/** A VirtualService that splits requests to web between Services `web-…`. */
export function serviceRoute(
  weights: Readonly<Record<string, number>>,
  more?: JsonObject,
): Manifest {
  return virtualService('web', { http: [{ route: toServices(weights) }], ...more });
}

/** Weighted destinations that are Services `web-…`. */
export function toServices(weights: Readonly<Record<string, number>>): Json {
  return Object.entries(weights).map(([name, weight]) => ({
    destination: { host: `web-${name}.shop.svc.cluster.local`, port: { number: 80 } },
    weight,
  }));
}
