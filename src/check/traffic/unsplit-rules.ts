import { endpointsOf } from '../../mesh/endpoints';
import type { RegistryService } from '../../mesh/registry';
import type { Breach, CheckRule } from '../rule';
import { isNamedCanary } from './declared-shares';
import { partsOf, type Part } from './parts';
import { nameOfWorkload, tellPercent } from './tell-shares';
import { areTracks } from './tracks';
import { workloadsOf } from './workload-index';

/** Rules on Services that lead to several tracks without any routes. */
export const unsplitRules: readonly CheckRule[] = [
  {
    id: 'unsplit-service',
    area: 'traffic',
    severity: 'warning',
    title: 'a Service that selects several tracks has routes that split its requests',
    why: 'Without routes every caller reaches all ready pods of the Service: the canary gets its part of the replicas from the moment its first pod is ready, and more replicas are the only way to change it.',
    fix: 'send everything to the primary by a VirtualService before the canary starts, or let the Service select the primary only',
    find: (state) =>
      partsOf(state)
        .filter(({ isRouted, workloads }) => !isRouted && workloads.length > 1)
        .flatMap(findUnsplit),
  },
];

function findUnsplit(part: Part): readonly Breach[] {
  return part.world().services.flatMap((service): readonly Breach[] => {
    const selected = workloadsOf(part.state).selected(service.namespace, service.selector);
    const canaries = selected.filter(({ name, labels }) =>
      [name, ...Object.values(labels)].some(isNamedCanary),
    );
    if (!areTracks(selected) || canaries.length === 0) return [];
    const shares = sharesOf(part, service);
    const reached = canaries.filter(({ id }) => (shares.get(id) ?? 0) > 0);
    if (reached.length === 0 || reached.length === selected.length) return [];
    const said = reached.map(
      ({ id }) => `${nameOfWorkload(id)} with ${tellPercent(shares.get(id) ?? 0)}`,
    );
    const message = `every caller reaches ${said.join(' and ')} of the requests: nothing splits them`;
    return [{ manifest: service.origin, path: 'spec.selector', message }];
  });
}

/** Shares in the ratio of ready pods. */
function sharesOf(part: Part, service: RegistryService): ReadonlyMap<string, number> {
  const [port] = service.ports;
  if (port === undefined) return new Map();
  const pods = endpointsOf(part.world(), service, port, 'node-1');
  const shares = new Map<string, number>();
  for (const { workload } of pods) {
    shares.set(workload, (shares.get(workload) ?? 0) + 1 / pods.length);
  }
  return shares;
}
