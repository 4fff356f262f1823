import { read } from './record';
import { field, items, type Spot } from './spot';

/** The base routes of a plan: those of the external hosts, then those of callers in the mesh. */
export function baseRouteSpots(plan: Spot): readonly Spot[] {
  return baseRouteLists(plan).flatMap(items);
}

/** The two lists of base routes, whether they are there or not. */
export function baseRouteLists(plan: Spot): readonly [external: Spot, mesh: Spot] {
  return [field(plan, 'router', 'http'), field(plan, 'router', 'mesh', 'http')];
}

/** Whether the compiler fills in a base route's destinations; others are left as they are. */
export function isOwnRoute({ value }: Spot): boolean {
  return ['redirect', 'directResponse', 'delegate', 'route'].every((name) => !read(value, name));
}
