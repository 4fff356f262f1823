import type { JsonObject } from '../manifest/manifest';
import { parseDuration } from '../manifest/duration';
import type { Metric, Traffic } from './metric';
import type { AllowableRule, NameOverrides, PatchableKind, ReleasePlan } from './release-plan';
import type { IstioRouter } from './router';
import type { ServicePort, ServiceSpec } from './service';
import type { Step } from './step';
import { versionSpec, type VersionSpec } from './version';

/** What callers that the mesh does not govern may meet. */
export type OutsideMesh = 'none' | 'primary-only' | 'may-reach-canary';

/** Where a release stands in the app. */
export interface Place {
  /** Path of the construct. */
  readonly construct: string;
  /** Name of the chart, as in its file name. */
  readonly chart: string;
  /** Namespace of the chart; undefined where it has none. */
  readonly namespace?: string | undefined;
  /** Environment of the app. */
  readonly environment?: string | undefined;
}

/** A release plan with its defaults filled in. */
export interface Plan extends Place {
  readonly name: string;
  readonly namespace: string;
  readonly from?: VersionSpec | undefined;
  readonly to: VersionSpec;
  readonly replicas?: number | undefined;
  readonly capacity?: number | undefined;
  /** Ports of the Service; undefined where the chart's own Service has them. */
  readonly servicePorts?: readonly ServicePort[] | undefined;
  readonly router: IstioRouter;
  readonly clusterDomain: string;
  readonly steps: readonly Step<string>[];
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly traffic?: Traffic | undefined;
  readonly trackLabel: string;
  readonly names: Names;
  readonly layout: 'services' | 'subsets';
  readonly outsideMesh: OutsideMesh;
  readonly settleSeconds: number;
  readonly patch: { readonly [Kind in PatchableKind]?: JsonObject | undefined };
  readonly allow: { readonly [Rule in AllowableRule]?: string | undefined };
}

/** Names of the objects. That of the Service may still depend on the chart's own. */
export interface Names {
  readonly service?: string | undefined;
  readonly primary: string;
  readonly canary: string;
  readonly mesh: string;
  readonly external: string;
  readonly gateway: string;
}

/** Where the plan says nothing. Istio has no signal that every proxy knows; it dropped the one it had. */
const DEFAULT_SETTLE_SECONDS = 30;

/** Fill in a plan's defaults. Never fails: what is wrong with a plan is for the rules to say. */
export function normalizePlan(input: ReleasePlan<string>, place: Place): Plan {
  return {
    ...place,
    environment: input.environment ?? place.environment,
    name: input.name,
    namespace: place.namespace ?? 'default',
    from: input.from === undefined ? undefined : versionSpec(input.from),
    to: versionSpec(input.to),
    replicas: input.replicas,
    capacity: input.capacity,
    servicePorts: servicePorts(input),
    router: input.router,
    clusterDomain: clusterDomain(input.router) ?? 'cluster.local',
    steps: input.steps ?? [],
    metrics: input.metrics ?? {},
    traffic: input.traffic,
    trackLabel: input.trackLabel ?? 'track',
    names: normalizeNames(input.name, input.names ?? {}),
    layout: input.layout ?? 'services',
    outsideMesh: input.outsideMesh ?? 'primary-only',
    settleSeconds: parseDuration(input.settle ?? '') ?? DEFAULT_SETTLE_SECONDS,
    patch: input.patch ?? {},
    allow: input.allow ?? {},
  };
}

function normalizeNames(name: string, names: NameOverrides): Names {
  return {
    service: names.service,
    primary: names.primary ?? `${name}-primary`,
    canary: names.canary ?? `${name}-canary`,
    mesh: names.mesh ?? name,
    external: names.external ?? `${name}-gateway`,
    gateway: names.gateway ?? name,
  };
}

function servicePorts(input: ReleasePlan<string>): readonly ServicePort[] | undefined {
  // a plan without types may say null
  const service = input.service as ServiceSpec | null | undefined;
  return service?.ports ?? (service ? [service] : undefined);
}

function clusterDomain(router: IstioRouter | null | undefined): string | undefined {
  return router?.clusterDomain;
}
