import { identityOf } from '../manifest/identity';
import type { Labels } from '../manifest/labels';
import type { Json, JsonObject, Manifest } from '../manifest/manifest';
import { groupKind } from '../manifest/workload';
import { asObject, hasField, labelsIn, listIn, numberIn, objectIn, textIn } from './json-field';

/** A pod of the world, as far as it can answer requests. */
export interface Pod {
  readonly namespace: string;
  readonly name: string;
  /** What runs it: `shop/api-primary`; a bare pod is its own workload. */
  readonly workload: string;
  readonly labels: Labels;
  readonly ready: boolean;
  readonly terminating: boolean;
  readonly node: string;
  readonly address: string;
  /** Names of its container ports. */
  readonly portNames: ReadonlySet<string>;
}

/** The pods of a world: Pod objects, and those that its workloads make, in order of appearance. */
export function listPods(manifests: readonly Manifest[]): readonly Pod[] {
  const owners = ownersOf(manifests);
  const replaced = new Set(owners.values());
  const pods: Pod[] = [];
  for (const manifest of manifests) {
    const kind = groupKind(manifest);
    if (kind === '/Pod') pods.push(podOf(manifest, pods.length, owners));
    else if (MAKERS.has(kind) && !replaced.has(ownKey(manifest))) makePods(manifest, pods);
  }
  return pods;
}

/** How many pods have each value of a property. */
export function countBy(
  pods: readonly Pod[],
  valueOf: (pod: Pod) => string,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const pod of pods) {
    const value = valueOf(pod);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

const MAKERS: ReadonlySet<string> = new Set([
  'apps/Deployment',
  'apps/ReplicaSet',
  'apps/StatefulSet',
  'apps/DaemonSet',
]);

/** Kind, namespace and name of every owned object's owner: a Deployment with its ReplicaSet in the world makes no pods. */
function ownersOf(manifests: readonly Manifest[]): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const manifest of manifests) {
    const owner = listIn(manifest.metadata, 'ownerReferences')[0];
    if (owner === undefined) continue;
    const { namespace } = identityOf(manifest);
    owners.set(
      ownKey(manifest),
      `${textIn(owner, 'kind') ?? ''} ${namespace}/${textIn(owner, 'name') ?? ''}`,
    );
  }
  return owners;
}

function ownKey(manifest: Manifest): string {
  return `${manifest.kind} ${manifest.metadata.namespace ?? ''}/${manifest.metadata.name}`;
}

function podOf(pod: Manifest, index: number, owners: ReadonlyMap<string, string>): Pod {
  let owner = ownKey(pod);
  for (let depth = 0; depth < 3 && owners.has(owner); depth += 1) owner = owners.get(owner) ?? '';
  return {
    namespace: pod.metadata.namespace ?? '',
    name: pod.metadata.name,
    workload: owner.slice(owner.indexOf(' ') + 1),
    labels: labelsIn(pod.metadata, 'labels'),
    ready: listIn(objectIn(pod, 'status'), 'conditions').every(
      (item) => textIn(item, 'type') !== 'Ready' || textIn(item, 'status') === 'True',
    ),
    terminating: hasField(pod.metadata, 'deletionTimestamp'),
    node: nodeOf(objectIn(pod, 'spec')),
    address: textIn(objectIn(pod, 'status'), 'podIP') ?? dealAddress(index),
    portNames: portNamesOf(objectIn(pod, 'spec')),
  };
}

function makePods(maker: Manifest, pods: Pod[]): void {
  const template = objectIn(objectIn(maker, 'spec'), 'template');
  const namespace = maker.metadata.namespace ?? '';
  const name = maker.metadata.name;
  const workload = `${namespace}/${name}`;
  const labels = labelsIn(objectIn(template, 'metadata'), 'labels');
  const node = nodeOf(objectIn(template, 'spec'));
  const portNames = portNamesOf(objectIn(template, 'spec'));
  const { wanted, ready } = countPods(maker);
  for (let index = 0; index < wanted; index += 1) {
    pods.push({
      namespace,
      name: `${name}-${index}`,
      workload,
      labels,
      ready: index < ready,
      terminating: false,
      node,
      address: dealAddress(pods.length),
      portNames,
    });
  }
}

/** More pods than this of one workload make no difference to any share worth telling. */
const MOST_PODS = 1000;

function countPods(maker: Manifest): { readonly wanted: number; readonly ready: number } {
  const status = objectIn(maker, 'status');
  const everywhere = groupKind(maker) === 'apps/DaemonSet';
  const asked = everywhere
    ? numberIn(status, 'desiredNumberScheduled')
    : numberIn(objectIn(maker, 'spec'), 'replicas');
  const wanted = Math.min(Math.max(Math.trunc(asked ?? 1), 0), MOST_PODS);
  const missing = numberIn(status, everywhere ? 'numberUnavailable' : 'unavailableReplicas') ?? 0;
  const ready = numberIn(status, everywhere ? 'numberReady' : 'readyReplicas');
  return { wanted, ready: ready ?? wanted - missing };
}

function nodeOf(spec: JsonObject): string {
  return textIn(spec, 'nodeName') ?? 'node-1';
}

function portNamesOf(spec: Json): ReadonlySet<string> {
  const names = listIn(spec, 'containers').flatMap((container) =>
    listIn(asObject(container), 'ports').map((port) => textIn(port, 'name') ?? ''),
  );
  return new Set(names);
}

function dealAddress(index: number): string {
  const number = index + 2;
  return `10.1.${Math.floor(number / 256)}.${number % 256}`;
}
