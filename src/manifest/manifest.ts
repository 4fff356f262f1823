/** Any JSON value, readonly. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object, readonly. An absent field reads as undefined. */
export interface JsonObject {
  readonly [field: string]: Json | undefined;
}

/** Metadata of a Kubernetes object, as far as the compiler reads it. */
export interface Metadata extends JsonObject {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A Kubernetes object as plain data. */
export interface Manifest extends JsonObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
}
