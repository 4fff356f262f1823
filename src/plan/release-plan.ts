import type { JsonObject } from '../manifest/manifest';
import type { Metric, Traffic } from './metric';
import type { IstioRouter } from './router';
import type { ServiceSpec } from './service';
import type { Step } from './step';
import type { Version } from './version';

/** Rules whose findings a plan can allow, by giving a reason. */
export const ALLOWABLE_RULES = ['replicas-withdrawn', 'secret-in-clear'] as const;

/** One of them. */
export type AllowableRule = (typeof ALLOWABLE_RULES)[number];

/** Kinds that the compiler makes or derives, which a plan can patch. */
export type PatchableKind =
  | 'Deployment'
  | 'DestinationRule'
  | 'Gateway'
  | 'HorizontalPodAutoscaler'
  | 'Service'
  | 'VirtualService';

/** Names that the compiler would otherwise make of the release's name. */
export interface NameOverrides {
  /**
   * The Service that callers use, and the host of the mesh's VirtualService.
   * @default - the chart's own Service, else the release's name
   */
  readonly service?: string | undefined;
  /**
   * Deployment and Service of the track `primary`.
   * @default - `<name>-primary`
   */
  readonly primary?: string | undefined;
  /**
   * Deployment and Service of the track `canary`.
   * @default - `<name>-canary`
   */
  readonly canary?: string | undefined;
  /**
   * The VirtualService of callers in the mesh, and of the DestinationRule in layout `subsets`.
   * @default - the release's name
   */
  readonly mesh?: string | undefined;
  /**
   * The VirtualService of the external hosts.
   * @default - `<name>-gateway`
   */
  readonly external?: string | undefined;
  /**
   * The Gateway, where the release creates one.
   * @default - the release's name
   */
  readonly gateway?: string | undefined;
}

/**
 * Two Services of the tracks beside the application's own, which selects the primary only: callers
 * that the mesh does not govern stay on the old version.
 */
export interface ServicesLayout {
  /** @default services */
  readonly layout?: 'services' | undefined;
  /**
   * `none`: nobody outside the mesh calls the application, so the primary may be without a pod
   * while it is updated.
   * @default - such callers exist and stay on the primary
   */
  readonly outsideMesh?: 'none' | undefined;
}

/**
 * One Service and a DestinationRule with a subset for each track. Callers that the mesh does not
 * govern reach the canary as soon as it has a ready pod, so the plan has to say that there are none
 * or that they may.
 */
export interface SubsetsLayout {
  readonly layout: 'subsets';
  readonly outsideMesh: 'none' | 'may-reach-canary';
}

/** A release: moving one application from what is live to one new version. */
export interface ReleaseSettings<MetricName extends string = never> {
  /**
   * Name of the application: of its objects and of the release's directories. A DNS label that
   * begins with a letter, short enough for `<name>-primary` (55 characters).
   */
  readonly name: string;
  /**
   * The version before, only where nothing is live yet.
   * @default - what is live; without that the release is a first installation
   */
  readonly from?: Version | undefined;
  /** The new version. */
  readonly to: Version;
  /**
   * Pods of the primary.
   * @default - as the Deployment says, else 1; with autoscaling as the HorizontalPodAutoscaler decides
   */
  readonly replicas?: number | undefined;
  /**
   * Pods that carry all the traffic: what the canary's size is reckoned from.
   * @default - `replicas`; with autoscaling its maximum
   */
  readonly capacity?: number | undefined;
  /**
   * Ports of the application's Service.
   * @default - the chart's Service that selects the pods
   */
  readonly service?: ServiceSpec | undefined;
  /** What splits the traffic. */
  readonly router: IstioRouter;
  /**
   * What happens, in order. Weights only go up.
   * @default - straight to 100 percent
   */
  readonly steps?: readonly Step<NoInfer<MetricName>>[] | undefined;
  /**
   * Metrics that an `analysis` can name. They are recorded in `release.json`.
   * @default - none
   */
  readonly metrics?: Readonly<Record<MetricName, Metric>> | undefined;
  /**
   * What is known of the traffic. It is recorded in `release.json`, and PLAN.md counts the requests
   * that meet the new version.
   * @default - unknown
   */
  readonly traffic?: Traffic | undefined;
  /**
   * Pod label that tells the tracks apart; its values are `primary` and `canary`.
   * @default track
   */
  readonly trackLabel?: string | undefined;
  /**
   * Names of the objects.
   * @default - made of `name`
   */
  readonly names?: NameOverrides | undefined;
  /**
   * Time that the mesh needs to learn a change after all is available; Istio has no signal for it.
   * @default 30s
   */
  readonly settle?: string | undefined;
  /**
   * First directory of the release's paths, for several environments in one repository.
   * @default - the app's
   */
  readonly environment?: string | undefined;
  /**
   * JSON merge patches (RFC 7386) for objects that the compiler makes, by kind. Fields that a safe
   * release hangs on (selectors, routes, hosts, subsets) can't be patched.
   * @default - none
   */
  readonly patch?: { readonly [Kind in PatchableKind]?: JsonObject | undefined } | undefined;
  /**
   * Findings to allow, each with the reason.
   * @default - none
   */
  readonly allow?: { readonly [Rule in AllowableRule]?: string | undefined } | undefined;
}

/** A release plan: the settings and the layout. */
export type ReleasePlan<MetricName extends string = never> = ReleaseSettings<MetricName> &
  (ServicesLayout | SubsetsLayout);
