import { bindRules } from '../../mesh/bind-rules';
import { MESH, type RouteConfig } from '../../mesh/route-config';
import { viewOf } from '../../mesh/view-of';
import type { Part } from './parts';
import type { Answer } from './probes';

/**
 * The config that holds a host at the sidecar that was asked: the first in its order of precedence that has the very name
 * and any rule for the caller. All others on the name are ignored. Undefined where a pattern holds it, or nothing.
 */
export function holderOf(part: Part, { asked, request, host }: Answer): RouteConfig | undefined {
  const { caller } = asked;
  if (caller.kind !== 'sidecar') return undefined;
  const source = { gateway: MESH, namespace: caller.namespace, labels: caller.labels ?? {} };
  return viewOf(part.world(), caller).routes.find(
    (config) =>
      config.gateways.has(MESH) &&
      config.hosts.includes(host) &&
      bindRules(config, request.port, source).length > 0,
  );
}
