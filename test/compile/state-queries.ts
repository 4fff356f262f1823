import type { CompiledRelease } from '../../src/compile/compile-release';
import type { Phase } from '../../src/compile/phase';
import { keyOf } from '../../src/manifest/identity';
import type { Manifest } from '../../src/manifest/manifest';
import type { Deployment } from '../../src/manifest/workload';
import { objectNamed } from './release-case';

/** Weights of a route that leads to the tracks. */
export interface Weights {
  readonly primary: number | undefined;
  readonly canary: number | undefined;
}

interface Destination {
  readonly destination: { readonly host: string; readonly subset?: string };
  readonly weight?: number;
}

/** The VirtualServices of the application in a state, those that are on the way out aside. */
export function virtualServices(
  state: Phase,
  { plan, retired }: CompiledRelease,
): readonly Manifest[] {
  const names = [plan.names.mesh, plan.names.external];
  const leaving = new Set(retired.map(keyOf));
  return state.objects.filter(
    (object) =>
      object.kind === 'VirtualService' &&
      names.includes(object.metadata.name) &&
      !leaving.has(keyOf(object)),
  );
}

/** The weights of every route that leads to the tracks. */
export function weightsOf(state: Phase, release: CompiledRelease): readonly Weights[] {
  return virtualServices(state, release)
    .flatMap(({ spec }) => (spec as unknown as { http: { route?: Destination[] }[] }).http)
    .map(({ route }) => route ?? [])
    .filter((route) => route.length > 0 && !isOther(route))
    .map((route) => {
      const [primary, canary] = route;
      return { primary: primary?.weight, canary: canary?.weight };
    });
}

/** The Deployment of a track in a state. */
export function trackOf(
  state: Phase,
  { plan }: CompiledRelease,
  track: 'primary' | 'canary',
): Deployment {
  return objectNamed(state, 'Deployment', plan.names[track]) as Deployment;
}

/** The image that a track runs in a state. */
export function imageOf(deployment: Deployment): string | undefined {
  return deployment.spec.template.spec?.containers?.[0]?.image;
}

/** The canary's phases forward, from `canary-0` to `canary-100`. */
export function canaryPhases({ phases }: CompiledRelease): readonly Phase[] {
  const start = phases.findIndex(({ name }) => name === 'canary-0');
  return phases.slice(start, -3);
}

function isOther(route: readonly Destination[]): boolean {
  return route[0]?.destination.host.startsWith('other.') ?? false;
}
