import type { Construct, IConstruct } from 'constructs';

/**
 * Makes the workload of one version below a scope, and returns its Deployment where the scope holds
 * several. It runs once per version and may not make or change anything outside the scope.
 */
export type WorkloadFunction = (scope: Construct, version: string) => IConstruct | undefined | void;

/** A Kubernetes object as a user has it: parsed from YAML, or written by hand. */
export interface PlainManifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

/**
 * What is released: a function of the version; or what exists, such as an `Include`, another
 * construct of the chart, or plain manifests. What exists is changed by `{ name, image, env, … }`.
 */
export type Workload = WorkloadFunction | IConstruct | PlainManifest | readonly PlainManifest[];
