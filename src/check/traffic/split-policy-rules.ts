import type { Manifest } from '../../manifest/manifest';
import { hasField, listIn, numberIn, objectIn } from '../../mesh/json-field';
import type { Breach, CheckRule } from '../rule';
import { policyBlockOf } from './destination-policies';
import { splitsOf, type Branch, type Split } from './splits';
import { tellTarget } from './targets';
import { tellPercent } from './tell-shares';

/** Rules on traffic policies that do not go well with a split. */
export const splitPolicyRules: readonly CheckRule[] = [
  {
    id: 'session-affinity-with-split',
    area: 'traffic',
    severity: 'warning',
    title: 'a split does not rely on session affinity',
    why: 'The destination is drawn anew for each request, before any hash: consistent hashing picks a pod inside the destination only. One user meets both versions in turn.',
    fix: 'pin users by a rule in front of the split that matches a cookie or header, or drop the affinity during a release',
    find: (state) => perPlace(splitsOf(state).flatMap(findAffinity)),
  },
  {
    id: 'outlier-detection-ejects-all',
    area: 'traffic',
    severity: 'warning',
    title: 'outlier detection leaves a small track one pod',
    why: 'With `maxEjectionPercent: 100` all pods of a small canary can be ejected. Its share is not given to the primary: it gets 503 (UH) until a pod is let in again.',
    fix: 'lower `maxEjectionPercent`, or give the track more pods',
    find: (state) => perPlace(splitsOf(state).flatMap(findEjection)),
  },
  {
    id: 'connection-pool-below-share',
    area: 'traffic',
    severity: 'warning',
    title: 'the connection pools of the tracks fit their weights',
    why: "A pool that was sized for the first step of a canary is too small for the next ones: requests beyond it get 503 (UO), and look like the canary's fault.",
    fix: 'size the pool of the canary for the whole traffic, as that of the primary',
    find: (state) => perPlace(splitsOf(state).flatMap(findSmallPool)),
  },
  {
    id: 'split-counts-connections',
    area: 'traffic',
    severity: 'info',
    title: 'weights of connections are not taken for weights of requests',
    why: 'In `tcp` and `tls` rules the weight is drawn once for each connection. Clients that keep connections open stay on one track, and few of them make the shares coarse.',
    fix: 'declare the port as HTTP or gRPC if it is, or expect coarse shares',
    find: (state) =>
      state.ofKind('networking.istio.io/VirtualService').flatMap(findConnectionSplits),
  },
];

/** A place that several rules of a route lead to is told once. */
function perPlace(breaches: readonly Breach[]): readonly Breach[] {
  const places = new Map<string, Breach>();
  for (const breach of breaches) {
    const { name, namespace = '' } = breach.manifest.metadata;
    const key = `${breach.manifest.kind} ${namespace}/${name} ${breach.path}`;
    if (!places.has(key)) places.set(key, breach);
  }
  return [...places.values()];
}

function findAffinity({ part, branches, manifest: route }: Split): readonly Breach[] {
  const active = branches.filter(({ share }) => share > 0);
  if (active.length < 2) return [];
  return active.flatMap(({ target }) => {
    const found = policyBlockOf(part.state, target, 'loadBalancer');
    if (found === undefined || !hasField(found.block, 'consistentHash')) return [];
    const shares = active.map(({ share }) => tellPercent(share)).join(' / ');
    const message = `a user changes between the destinations from request to request (${shares}, ${route.kind} ${route.metadata.name}): the hash picks a pod inside one of them only`;
    return [{ manifest: found.manifest, path: `${found.path}.consistentHash`, message }];
  });
}

/** More pods than this are hardly ever ejected together. */
const SMALL_TRACK = 3;

function findEjection({ part, branches }: Split): readonly Breach[] {
  return branches.flatMap(({ target, share, workloads }) => {
    const found = policyBlockOf(part.state, target, 'outlierDetection');
    const pods = workloads.reduce((sum, { replicas }) => sum + (replicas ?? 1), 0);
    if (found === undefined || share === 0 || pods === 0 || pods > SMALL_TRACK) return [];
    const percent = numberIn(found.block, 'maxEjectionPercent') ?? 10;
    if (percent < 100) return [];
    const many = pods === 1 ? 'the only pod' : `all ${pods} pods`;
    const message = `${many} of ${tellTarget(target)} can be ejected: ${tellPercent(share)} of the requests then get 503 (UH)`;
    const place = { manifest: found.manifest, path: `${found.path}.maxEjectionPercent` };
    return [{ ...place, given: `${percent}`, message }];
  });
}

const LIMITS = [
  ['tcp', 'maxConnections'],
  ['http', 'http2MaxRequests'],
  ['http', 'http1MaxPendingRequests'],
] as const;

/** A pool with less than half of the room for each request that another track has. */
function findSmallPool(split: Split): readonly Breach[] {
  return LIMITS.flatMap(([kind, field]) => {
    const pools = split.branches.flatMap((branch) => poolOf(split, branch, kind, field));
    return pools.flatMap((pool) => {
      const roomiest = pools.find(
        (other) => other.limit > pool.limit && other.room > 2 * pool.room,
      );
      if (roomiest === undefined) return [];
      const { manifest, path, limit, branch } = pool;
      const message = `room for ${limit} at a time with ${tellPercent(branch.share)} of the requests, while ${tellTarget(roomiest.branch.target)} has room for ${roomiest.limit} with ${tellPercent(roomiest.branch.share)}: requests beyond it get 503 (UO)`;
      return [{ manifest, path, given: `${limit}`, message }];
    });
  });
}

interface Pool {
  readonly manifest: Manifest;
  readonly path: string;
  readonly limit: number;
  readonly branch: Branch;
  /** The limit for each unit of share. */
  readonly room: number;
}

function poolOf({ part }: Split, branch: Branch, kind: string, field: string): readonly Pool[] {
  const found = policyBlockOf(part.state, branch.target, 'connectionPool');
  const limit = numberIn(objectIn(found?.block, kind), field);
  if (found === undefined || limit === undefined || branch.share === 0) return [];
  const path = `${found.path}.${kind}.${field}`;
  return [{ manifest: found.manifest, path, limit, branch, room: limit / branch.share }];
}

function findConnectionSplits(manifest: Manifest): readonly Breach[] {
  return ['tcp', 'tls'].flatMap((kind) =>
    listIn(objectIn(manifest, 'spec'), kind).flatMap((rule, index) => {
      if (listIn(rule, 'route').length < 2) return [];
      const message =
        'the weights divide connections: a client that keeps one open stays on its track';
      return [{ manifest, path: `spec.${kind}[${index}].route`, message }];
    }),
  );
}
