import type { Manifest } from '../../manifest/manifest';
import { groupKind } from '../../manifest/workload';
import { complainOf } from './complain';
import type { LiveContext } from './live-context';
import { listOf, read, textOf } from './record';
import type { Occurrence } from './rule';
import { soundObjects } from './sound-objects';
import { field, planSpot } from './spot';

/**
 * VirtualServices of the application that are live under other names. Beside those of today they
 * would claim the same hosts, and the older ones win: their callers would never meet the canary.
 */
export function findMovedRoutes(context: LiveContext): readonly Occurrence[] {
  const { input, plan, live } = context;
  const today = new Set([read(plan.names, 'mesh'), read(plan.names, 'external')]);
  return soundObjects(live.objects)
    .filter((object) => groupKind(object) === 'networking.istio.io/VirtualService')
    .filter((object) => splitsTracks(object, context) && !today.has(object.metadata.name))
    .map(({ metadata: { name }, spec }) => {
      const isMesh = listOf(read(spec, 'gateways')).includes('mesh');
      const role = isMesh ? 'mesh' : 'external';
      const message = `the VirtualService that is live is '${name}'`;
      return complainOf(field(planSpot(input), 'names', role), message, { allowed: `'${name}'` });
    });
}

function splitsTracks(object: Manifest, { plan }: LiveContext): boolean {
  const canary = textOf(read(plan.names, 'canary')) ?? '';
  return listOf(read(object, 'spec', 'http'))
    .flatMap((route) => listOf(read(route, 'route')))
    .some((destination) => {
      const host = textOf(read(destination, 'destination', 'host')) ?? '';
      const isSubset = read(destination, 'destination', 'subset') === 'canary';
      return (
        host.startsWith(`${canary}.${plan.namespace}.`) || (plan.layout === 'subsets' && isSubset)
      );
    });
}
