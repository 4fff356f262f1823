import { shortestStay } from './phase-stay';
import type { PhaseJson } from './release-json';
import type { ReleaseOutline } from './release-outline';

/** Who meets the new version while a phase stands, of the callers that the router governs. */
export interface Exposure {
  /** Percent of the requests that the new version answers, header routes aside. */
  readonly percent: number;
  /** Header routes whose requests the new version answers, whatever the percentage. */
  readonly headerRoutes: readonly string[];
  /** Percent of the requests that the new version gets a copy of; its answers are thrown away. */
  readonly mirror: number;
  /**
   * Requests per minute that the percentage makes.
   * @default - the traffic is not known
   */
  readonly requestsPerMinute?: number;
  /**
   * Requests that the percentage makes over the shortest stay in the phase.
   * @default - the traffic is not known
   */
  readonly requests?: number;
}

type Versioned = Pick<PhaseJson, 'versions' | 'traffic' | 'headerRoutes' | 'mirror'>;

/** The exposure of a phase of a release. */
export function exposureOf(phase: PhaseJson, { to, traffic }: ReleaseOutline): Exposure {
  const bare = shares(phase, to);
  if (traffic === undefined) return bare;
  const perSecond = (traffic.requestsPerSecond * bare.percent) / 100;
  return {
    ...bare,
    requestsPerMinute: perSecond * 60,
    requests: perSecond * shortestStay(phase),
  };
}

/** Whether any request or copy of one reaches a version while the phase stands. */
export function isExposed(phase: Versioned, version: string): boolean {
  const { percent, headerRoutes, mirror } = shares(phase, version);
  return percent > 0 || headerRoutes.length > 0 || mirror > 0;
}

/** The first phase whose primary runs the new version; undefined for a first installation. */
export function primaryUpdate({ from, to, phases }: ReleaseOutline): PhaseJson | undefined {
  return from === null ? undefined : phases.find(({ versions }) => versions.primary === to);
}

/** The first phase with pods of the canary that run the new version. */
export function firstCanary({ to, phases }: ReleaseOutline): PhaseJson | undefined {
  return phases.find(({ versions, replicas }) => versions.canary === to && replicas.canary > 0);
}

/** Requests that meet the new version before the primary runs it; undefined where the traffic is not known. */
export function requestsOnTrial(release: ReleaseOutline): number | undefined {
  if (release.traffic === undefined) return undefined;
  return release.phases
    .filter(({ versions }) => versions.primary !== release.to)
    .reduce((sum, phase) => sum + (exposureOf(phase, release).requests ?? 0), 0);
}

function shares({ versions, traffic, headerRoutes, mirror }: Versioned, version: string): Exposure {
  const isCanary = versions.canary === version;
  const primary = versions.primary === version ? traffic.primary : 0;
  return {
    percent: primary + (isCanary ? traffic.canary : 0),
    headerRoutes: isCanary ? headerRoutes : [],
    mirror: isCanary ? mirror : 0,
  };
}
