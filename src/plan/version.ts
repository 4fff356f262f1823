import type { JsonObject } from '../manifest/manifest';

/** A version and what it changes in the workload. The changes apply to whatever the workload gives. */
export interface VersionSpec {
  /**
   * Name of the version and of its directory, verbatim:
   * a letter or digit, then up to 62 letters, digits, `.`, `_`, `+` or `-`.
   */
  readonly name: string;
  /**
   * Image of the container.
   * @default - as the workload says
   */
  readonly image?: string | undefined;
  /**
   * Name of the container that `image` and `env` apply to.
   * @default - the only container
   */
  readonly container?: string | undefined;
  /**
   * Environment variables to set, over those of the same name.
   * @default - none
   */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /**
   * JSON merge patch (RFC 7386) for the Deployment: lists are replaced whole.
   * @default - none
   */
  readonly patch?: JsonObject | undefined;
}

/** A version: its name alone, or its name and what it changes. */
export type Version = string | VersionSpec;

/** The version as an object. What is none at all, in a plan without types, has no name. */
export function versionSpec(version: Version | null | undefined): VersionSpec {
  if (typeof version === 'string') return { name: version };
  return version ?? { name: '' };
}

/** What a version's name may look like; it becomes a directory. */
export const VERSION_NAME = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,62}$/;
