import type { Gate } from '../plan/gate';
import type { Metric, Traffic } from '../plan/metric';
import type { OutsideMesh } from '../plan/plan';

/** Version of the format of `release.json`. It grows by addition only. */
export const RELEASE_SCHEMA_VERSION = 1;

/** How the objects of a phase are divided into files; the names are cdk8s's `YamlOutputType`. */
export type OutputType =
  | 'FILE_PER_APP'
  | 'FILE_PER_CHART'
  | 'FILE_PER_RESOURCE'
  | 'FOLDER_PER_CHART_FILE_PER_RESOURCE';

/** What names an object, as `release.json` writes it. */
export interface ObjectJson {
  readonly apiVersion: string;
  readonly kind: string;
  /** Absent for objects without a namespace. */
  readonly namespace?: string;
  readonly name: string;
}

/** One object that differs from the state before the phase. */
export interface ChangeJson {
  readonly change: 'added' | 'changed' | 'removed';
  readonly object: ObjectJson;
}

/** A workload that has to be available before a phase counts as settled. */
export interface ReadyJson extends ObjectJson {
  /** Pods that have to be available; 0 means that none may be left. */
  readonly replicas: number;
}

/** One phase: a complete desired state in a directory of its own. */
export interface PhaseJson {
  /** Directory name, `NNN-name`. */
  readonly id: string;
  /** The id without its digits. Stable when steps are added or removed. */
  readonly name: string;
  /** Directory of the phase, relative to `release.json`, with forward slashes. */
  readonly path: string;
  /** Version each track runs. */
  readonly versions: { readonly primary: string; readonly canary: string };
  /** Declared size of each track, in pods; with autoscaling the primary's minimum. */
  readonly replicas: { readonly primary: number; readonly canary: number };
  /** Percent of the requests that each track answers. */
  readonly traffic: { readonly primary: number; readonly canary: number };
  /** Names of the header routes that lead to the canary. */
  readonly headerRoutes: readonly string[];
  /** Percent of the requests that the canary gets a copy of. */
  readonly mirror: number;
  /** What has to be available before the phase counts as settled. */
  readonly ready: readonly ReadyJson[];
  /** Seconds that the mesh needs to learn the phase, after everything is available. */
  readonly settleSeconds: number;
  /**
   * Whether the phase may be left before `settleSeconds` have passed: proved for callers that are one phase behind. It holds
   * for one phase and not for several in a row.
   * @default false
   */
  readonly early?: boolean;
  /** What would happen if the phase were left so early; absent where nothing would, or nothing was proved. */
  readonly settling?: string;
  /** What has to hold before leaving the settled phase. */
  readonly gates: readonly Gate[];
  /** Objects that differ from the phase before on the same path. */
  readonly changes: readonly ChangeJson[];
  /** Hash of the files of the phase's directory. */
  readonly sha256: string;
}

/** The contract for drivers: what was compiled, in which order, and what each phase waits for. */
export interface ReleaseJson {
  readonly schemaVersion: typeof RELEASE_SCHEMA_VERSION;
  readonly release: string;
  /** Absent unless the app or the release names one. */
  readonly environment?: string;
  readonly chart: string;
  readonly namespace: string;
  readonly engine: 'phases';
  readonly router: 'istio';
  readonly layout: 'services' | 'subsets';
  readonly output: OutputType;
  /** File extension of the manifests, `.k8s.yaml` unless the app says otherwise. */
  readonly extension: string;
  /** The version that is live; null for a first installation. */
  readonly from: string | null;
  readonly to: string;
  /** The phases forward, in order. */
  readonly phases: readonly PhaseJson[];
  /** The way back from each phase, keyed by the phase's id. A phase without one (the first) is absent. */
  readonly abort: Readonly<Record<string, readonly PhaseJson[]>>;
  /** Phases that may be left out, proved safe. None without a proof. */
  readonly skips: readonly { readonly from: string; readonly to: string }[];
  /** What callers outside the mesh may meet. */
  readonly outsideMesh: OutsideMesh;
  /** Ingresses that call the application's Service; they know no weights. */
  readonly ingresses: readonly ObjectJson[];
  /** Metrics that gates name. */
  readonly metrics: Readonly<Record<string, Metric>>;
  /** What is known of the traffic. */
  readonly traffic?: Traffic;
  /** Objects of the baseline that the last phase no longer has. */
  readonly retired: readonly ObjectJson[];
  /** Every other file of the directory with its SHA-256; nothing else is ever deleted. */
  readonly files: Readonly<Record<string, string>>;
}
