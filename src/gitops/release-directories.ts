import { join } from 'node:path';
import { type Refusal, refuse } from './refusal';

/** Which release, and where its files are. */
export interface ReleaseLocation {
  readonly release: string;
  /** @default the release belongs to no environment */
  readonly environment?: string | undefined;
  /** Directory of what is live. @default 'live' */
  readonly live?: string | undefined;
  /** Directory of what is compiled. @default 'dist' */
  readonly dist?: string | undefined;
}

/** The two directories of a release. */
export interface ReleaseDirectories {
  /** `live/[<environment>/]<release>`. */
  readonly live: string;
  /** `dist/[<environment>/]<release>`. */
  readonly dist: string;
}

/** Finds the directories of a release; refuses names that are not one directory, with 64. */
export function directoriesOf(location: ReleaseLocation): ReleaseDirectories | Refusal {
  const { release, environment, live = 'live', dist = 'dist' } = location;
  const segments = environment === undefined ? [release] : [environment, release];
  const wrong = segments.find((segment) => !NAME.test(segment));
  if (wrong === undefined) return { live: join(live, ...segments), dist: join(dist, ...segments) };
  return refuse(
    64,
    `'${wrong}' is not the name of a release or an environment`,
    'use letters, digits and . _ + - only, at most 63, beginning with a letter or digit',
  );
}

/** What the compiler allows as one directory of its output. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,62}$/;
