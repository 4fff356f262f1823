import type { RouteConfig } from '../../mesh/route-config';
import type { CallerClass } from './caller-classes';
import type { Part } from './parts';

/** So few callers are all asked. */
const FEW = 8;

/**
 * The sidecars whose answers for some routes may differ: those in namespaces that the routes lie in, name or are exported
 * to, and in those with DestinationRules, Sidecar resources or filters of their own. One stands for all the others.
 */
export function sidecarClassesFor(
  part: Part,
  configs: readonly RouteConfig[],
): readonly CallerClass[] {
  const all = part.classes().filter(({ caller }) => caller.kind === 'sidecar');
  if (all.length <= FEW) return all;
  const world = part.world();
  const rivals = world.routes.filter(({ hosts }) =>
    hosts.some((host) => configs.some((config) => config.hosts.includes(host))),
  );
  const near = new Set([
    ...[...configs, ...rivals].flatMap(({ namespace, visibility }) => [
      namespace,
      ...visibility.namespaces,
    ]),
    ...[...configs, ...rivals].flatMap(({ hosts }) =>
      hosts.map((host) => world.servicesByHost.get(host)?.namespace ?? ''),
    ),
    ...world.rules.local.keys(),
    ...[...world.sidecars, ...world.envoyFilters].map(({ metadata }) => metadata.namespace ?? ''),
  ]);
  const isNear = ({ caller }: CallerClass): boolean =>
    near.has(caller.namespace ?? '') ||
    (caller.kind === 'sidecar' && Object.keys(caller.labels ?? {}).length > 0);
  const other = all.find((asked) => !isNear(asked));
  return [...all.filter(isNear), ...(other === undefined ? [] : [other])];
}
