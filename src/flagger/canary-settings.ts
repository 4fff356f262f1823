import type { Json, JsonObject } from '../manifest/manifest';

/** A Canary as the controller decodes it, with its defaults filled in. */
export interface CanarySettings {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  /** `spec.provider`, else the controller's own. */
  readonly provider: string;
  readonly targetKind: string;
  readonly names: CanaryNames;
  readonly keys: CanaryKeys;
  /** Seconds. @default 600 */
  readonly progressDeadlineSeconds: number;
  readonly suspend: boolean;
  readonly skipAnalysis: boolean;
  readonly autoscaler: AutoscalerSettings | undefined;
  /** Name of the Ingress that the provider nginx copies. */
  readonly ingress: string;
  readonly route: string;
  readonly service: ServiceSettings;
  readonly analysis: AnalysisSettings;
}

/** Names of what belongs to a Canary. */
export interface CanaryNames {
  readonly target: string;
  /** The copy of the target that users run. */
  readonly primary: string;
  /** The Service that users call. */
  readonly apex: string;
  readonly primaryService: string;
  readonly canaryService: string;
}

/** Keys of the objects that every tick looks at. */
export interface CanaryKeys {
  readonly target: string;
  readonly primary: string;
  readonly apexService: string;
  readonly primaryService: string;
  readonly canaryService: string;
  readonly virtualService: string;
  readonly primaryRule: string;
  readonly canaryRule: string;
  readonly httpRoute: string;
  /** The copy that the provider nginx makes. */
  readonly canaryIngress: string;
}

/** `spec.autoscalerRef`. */
export interface AutoscalerSettings {
  readonly kind: string;
  readonly name: string;
  readonly primaryMin: number | undefined;
  readonly primaryMax: number | undefined;
  readonly queries: Readonly<Record<string, string>> | undefined;
}

/** `spec.service`, as far as the generated objects depend on it. */
export interface ServiceSettings {
  readonly port: number;
  readonly portName: string;
  readonly targetPort: Json;
  readonly appProtocol: string;
  readonly portDiscovery: boolean;
  readonly headless: boolean;
  readonly trafficDistribution: string;
  readonly delegation: boolean;
  readonly hosts: readonly string[];
  readonly gateways: readonly string[];
  /** The field as it was written: explicitly empty lists and maps count. */
  readonly written: JsonObject;
}

/** `spec.analysis`. */
export interface AnalysisSettings {
  readonly interval: string;
  /** Between two ticks: at least 10, and 60 where the interval cannot be read. */
  readonly intervalSeconds: number;
  /** At least 1. */
  readonly threshold: number;
  readonly iterations: number;
  readonly maxWeight: number;
  readonly stepWeight: number;
  readonly stepWeights: readonly number[];
  readonly stepWeightPromotion: number;
  readonly mirror: boolean;
  readonly mirrorWeight: number;
  /** Percent. @default 100 */
  readonly primaryReadyThreshold: number;
  /** Percent. @default 100 */
  readonly canaryReadyThreshold: number;
  /** Conditions of an A/B test; empty where there is none. */
  readonly match: readonly Json[];
  readonly affinity: AffinitySettings | undefined;
  readonly metrics: readonly MetricSettings[];
  /** In the order of the spec. */
  readonly hooks: Readonly<Record<HookType, readonly WebhookSettings[]>>;
  /** Names of the webhooks of type event. */
  readonly eventHooks: readonly string[];
  readonly alerts: readonly AlertSettings[];
}

/** `spec.analysis.sessionAffinity`. */
export interface AffinitySettings {
  readonly cookieName: string;
  /** Empty where users of the primary are not held. */
  readonly primaryCookieName: string;
  /** Seconds. @default 86400 */
  readonly maxAge: number;
  /** What follows `Max-Age` in a Set-Cookie header, `; Path=/; Secure`. */
  readonly attributes: string;
}

/** One of `spec.analysis.metrics`. */
export interface MetricSettings {
  readonly name: string;
  readonly interval: string;
  readonly threshold: number;
  readonly range: MetricRange | undefined;
  readonly query: string;
  readonly template: { readonly name: string; readonly namespace: string } | undefined;
  readonly variables: Readonly<Record<string, string>>;
}

/** The values that a metric may have, ends included. */
export interface MetricRange {
  readonly min: number | undefined;
  readonly max: number | undefined;
}

/** What a webhook is asked for. A type that is left out is `rollout`. */
export type HookType =
  | 'confirm-rollout'
  | 'pre-rollout'
  | 'rollout'
  | 'confirm-traffic-increase'
  | 'confirm-promotion'
  | 'post-rollout'
  | 'rollback'
  | 'event';

/** One of `spec.analysis.webhooks`. */
export interface WebhookSettings {
  readonly name: string;
  readonly type: HookType;
  readonly url: string;
  readonly retries: number;
  readonly muteAlert: boolean;
  /** Why the hook cannot be called: Go's words on its timeout. */
  readonly invalid: string | undefined;
}

/** One of `spec.analysis.alerts`. */
export interface AlertSettings {
  readonly name: string;
  readonly severity: string;
}
