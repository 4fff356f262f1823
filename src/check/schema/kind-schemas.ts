import type { JsonObject } from '../../manifest/manifest';

/** Where the schemas of kinds come from. */
export interface KindSchemas {
  /**
   * The OpenAPI v3 schema of one version of a kind, the same object at every call. It may refer to
   * its own `definitions`, as the schemas of Kubernetes' own kinds do. Undefined for what is not known.
   */
  readonly schemaOf: (apiVersion: string, kind: string) => JsonObject | undefined;
  /** The versions that are known of a group and kind (`apps/Deployment`); empty for an unknown kind. */
  readonly versionsOf: (groupKind: string) => readonly string[];
}
