import { labelsIn } from '../../mesh/json-field';
import { MESH } from '../../mesh/route-config';
import type { RegistryService } from '../../mesh/registry';
import type { Breach, CheckRule } from '../rule';
import { answersOf } from './probes';
import { splitsOf, type Branch, type Split } from './splits';
import { tellTarget } from './targets';
import { tellPercent } from './tell-shares';

/** Rules on settings of Services that take pods away from a split's callers, or the callers away from the split. */
export const placementRules: readonly CheckRule[] = [
  {
    id: 'split-on-headless-service',
    area: 'traffic',
    severity: 'error',
    title: 'the destinations of a split have a cluster IP',
    why: 'The DNS of a headless Service names single pods, and a sidecar sends a request for a headless destination to the address that was dialled. Weights and subsets change nothing, without any error.',
    fix: 'route by a Service with a cluster IP',
    find: (state) => perService(splitsOf(state).flatMap(findHeadless)),
  },
  {
    id: 'split-on-local-traffic-policy',
    area: 'traffic',
    severity: 'warning',
    title: 'the destinations of a split are reached from every node',
    why: 'With `internalTrafficPolicy: Local` a caller reaches the pods of its own node only. A canary of few pods is on few nodes: callers on the others get 503 (UH) for its whole share.',
    fix: 'remove `internalTrafficPolicy: Local` from the Services of a split',
    find: (state) => perService(splitsOf(state).flatMap(findLocal)),
  },
  {
    id: 'waypoint-replaces-split',
    area: 'traffic',
    severity: 'warning',
    title: 'the gateway, and not a waypoint, decides a split at the gateway',
    why: 'With `istio.io/ingress-use-waypoint` a gateway sends the requests of all destinations of the Service to its waypoint. The weights at the gateway mean nothing then; only the routes of the waypoint decide.',
    fix: 'remove the label, or move the split to a route that the waypoint serves',
    find: (state) => perService(splitsOf(state).flatMap(findWaypoints)),
  },
];

function perService(breaches: readonly Breach[]): readonly Breach[] {
  return [...new Map(breaches.map((breach) => [breach.manifest, breach])).values()];
}

/** Headless destinations whose pods are not reached as declared. Gateways balance them like any other. */
function findHeadless(split: Split): readonly Breach[] {
  if (!split.config.gateways.has(MESH)) return [];
  return servicesOf(split).flatMap(({ service, branch }) => {
    const answer = answersOf(split.part).find(
      ({ rule, by, outcome }) =>
        rule === split.rule && by === MESH && 'destinations' in outcome && outcome.kind === 'route',
    );
    const [workload] = branch.workloads;
    if (service.kind !== 'headless' || answer === undefined || workload === undefined) return [];
    const share = answer.outcome.workloads[workload.id] ?? 0;
    if (branch.workloads.length > 1 || share < branch.share + TOLERANCE) return [];
    const message = `${answer.asked.told} reach ${workload.name} with ${tellPercent(share)} of their requests instead of ${tellPercent(branch.share)}: a headless destination gets nothing of its own`;
    return [{ manifest: service.origin, path: 'spec.clusterIP', given: 'None', message }];
  });
}

/** Shares that differ by less come from rounding. */
const TOLERANCE = 0.005;

function findLocal(split: Split): readonly Breach[] {
  return servicesOf(split).flatMap(({ service, branch }) => {
    const everywhere = branch.workloads.every(({ kind }) => kind === 'apps/DaemonSet');
    if (!service.localOnly || branch.share === 0 || everywhere) return [];
    const pods = branch.workloads.reduce((sum, { replicas }) => sum + (replicas ?? 1), 0);
    const message = `callers on nodes without ${pods === 1 ? 'the only pod' : `one of the ${pods} pods`} of ${tellTarget(branch.target)} get 503 (UH) for ${tellPercent(branch.share)} of their requests`;
    const path = 'spec.internalTrafficPolicy';
    return [{ manifest: service.origin, path, given: 'Local', message }];
  });
}

const WAYPOINT = 'istio.io/ingress-use-waypoint';

function findWaypoints(split: Split): readonly Breach[] {
  if ([...split.config.gateways].every((gateway) => gateway === MESH)) return [];
  return servicesOf(split).flatMap(({ service }) => {
    const { metadata } = service.origin;
    const asked =
      labelsIn(metadata, 'labels')[WAYPOINT] ?? labelsIn(metadata, 'annotations')[WAYPOINT];
    if (asked === undefined || asked === 'false') return [];
    const message = `gateways send all requests for it to its waypoint: the weights of ${split.rule.place.object} do not count there`;
    return [{ manifest: service.origin, path: 'metadata.labels', given: WAYPOINT, message }];
  });
}

function servicesOf({
  part,
  branches,
}: Split): readonly { readonly service: RegistryService; readonly branch: Branch }[] {
  return branches.flatMap((branch) => {
    const service = part.world().servicesByHost.get(branch.target.host);
    return service === undefined ? [] : [{ service, branch }];
  });
}
