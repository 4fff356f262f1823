import type { Json, Manifest } from '../manifest/manifest';
import { groupKind } from '../manifest/workload';
import { numberIn, objectIn, textIn } from '../mesh/json-field';
import { listPods, type Pod } from '../mesh/pods';
import { unavailableOf } from './update-strategy';

/** One pod that stands for all pods that a workload makes of one template. */
export interface PodClass extends Pod {
  /** What runs in it, apart from labels: two workloads of one version have the same. */
  readonly variant: string;
}

/** How many ready pods there may be while states change. */
export interface Sizes {
  /** Pods of all templates of a workload that are ready whatever happens, by workload. */
  readonly least: ReadonlyMap<string, number>;
  /** As `least`, but without what an update of the template takes away: what the states ask for. */
  readonly asked: ReadonlyMap<string, number>;
  /** The most ready pods of a template, by class. A class that is not there has none. */
  readonly most: ReadonlyMap<PodClass, number>;
  /** The classes that may have pods, by workload. */
  readonly classes: ReadonlyMap<string, readonly PodClass[]>;
}

/** Remembers the pod classes of the states of one proof, so that equal templates are the same class. */
export class PodClasses {
  readonly #byText = new Map<string, PodClass>();
  readonly #variants = new Map<object, string>();
  readonly #counts = new Map<Manifest, Count | null>();
  readonly #states = new Map<readonly Manifest[], StateCounts>();
  readonly #numbers = new Map<string, string>();

  /** Every class met so far. */
  get all(): readonly PodClass[] {
    return [...this.#byText.values()];
  }

  /** The sizes between states: each workload is anywhere between them. */
  between(states: readonly (readonly Manifest[])[]): Sizes {
    const counts = states.map((state) => this.#countsOf(state));
    const workloads = new Set(counts.flatMap((byWorkload) => [...byWorkload.keys()]));
    const least = new Map<string, number>();
    const asked = new Map<string, number>();
    const most = new Map<PodClass, number>();
    const classes = new Map<string, readonly PodClass[]>();
    for (const workload of workloads) {
      const found = counts.map((byWorkload) => byWorkload.get(workload));
      const there = found.filter((count) => count !== undefined);
      for (const { kind, most: number } of there) {
        most.set(kind, Math.max(most.get(kind) ?? 0, number));
      }
      const kinds = [...new Set(there.map(({ kind }) => kind))];
      classes.set(
        workload,
        kinds.filter((kind) => (most.get(kind) ?? 0) > 0),
      );
      const lowest = Math.min(...found.map((count) => count?.least ?? 0));
      const rolling = kinds.length > 1;
      const missing = rolling ? Math.max(...there.map((count) => count.unavailable(lowest))) : 0;
      asked.set(workload, lowest);
      least.set(workload, Math.max(0, lowest - missing));
    }
    return { least, asked, most, classes };
  }

  #countsOf(state: readonly Manifest[]): StateCounts {
    const known = this.#states.get(state);
    if (known !== undefined) return known;
    const autoscaled = autoscalersOf(state);
    const counts = new Map<string, Count>();
    for (const manifest of state) {
      if (!RUNNERS.has(groupKind(manifest))) continue;
      const count = this.#countOf(manifest);
      if (count === undefined) continue;
      const { namespace = '', name } = manifest.metadata;
      const scaler = autoscaled.get(`${manifest.kind} ${namespace}/${name}`);
      counts.set(count.kind.workload, scaler === undefined ? count : scaled(count, scaler));
    }
    this.#states.set(state, counts);
    return counts;
  }

  #countOf(manifest: Manifest): Count | undefined {
    const known = this.#counts.get(manifest);
    if (known !== undefined) return known ?? undefined;
    const made = this.#count(manifest);
    this.#counts.set(manifest, made ?? null);
    return made;
  }

  #count(manifest: Manifest): Count | undefined {
    const pods = listPods([manifest]);
    const ready = pods.filter((pod) => pod.ready && !pod.terminating).length;
    const first = pods[0] ?? listPods([withOnePod(manifest)])[0];
    if (first === undefined) return undefined;
    const spec = objectIn(manifest, 'spec');
    const bare = groupKind(manifest) === '/Pod';
    const variant = this.#variantOf(bare ? spec : objectIn(objectIn(spec, 'template'), 'spec'));
    return {
      kind: this.#classOf(first, variant),
      least: ready,
      most: ready,
      unavailable: (pods) => unavailableOf(manifest, pods),
    };
  }

  #classOf(pod: Pod, variant: string): PodClass {
    const ports = [...pod.portNames].sort().join();
    const labels = JSON.stringify(Object.entries(pod.labels).sort());
    const text = [pod.workload, variant, labels, ports, pod.node].join('\n');
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    const name = `${pod.workload}#${this.#byText.size}`;
    const made = { ...pod, name, ready: true, terminating: false, variant };
    this.#byText.set(text, made);
    return made;
  }

  #variantOf(spec: Json & object): string {
    const known = this.#variants.get(spec);
    if (known !== undefined) return known;
    const text = JSON.stringify(spec);
    const number = this.#numbers.get(text) ?? `v${this.#numbers.size + 1}`;
    this.#numbers.set(text, number);
    this.#variants.set(spec, number);
    return number;
  }
}

interface Count {
  readonly kind: PodClass;
  readonly least: number;
  readonly most: number;
  /** How many of so many pods may be missing while the template changes. */
  readonly unavailable: (pods: number) => number;
}

type StateCounts = ReadonlyMap<string, Count>;

const RUNNERS: ReadonlySet<string> = new Set([
  '/Pod',
  'apps/Deployment',
  'apps/ReplicaSet',
  'apps/StatefulSet',
  'apps/DaemonSet',
]);

function withOnePod({ status: _, ...manifest }: Manifest): Manifest {
  const rest = manifest;
  return { ...rest, spec: { ...objectIn(rest, 'spec'), replicas: 1 } };
}

interface Scaler {
  readonly least: number;
  readonly most: number;
}

function scaled(count: Count, scaler: Scaler): Count {
  return { ...count, least: scaler.least, most: Math.max(scaler.most, scaler.least) };
}

/** Sizes of autoscaled workloads, by `Kind namespace/name`. */
function autoscalersOf(state: readonly Manifest[]): ReadonlyMap<string, Scaler> {
  const scalers = new Map<string, Scaler>();
  for (const manifest of state) {
    if (groupKind(manifest) !== 'autoscaling/HorizontalPodAutoscaler') continue;
    const spec = objectIn(manifest, 'spec');
    const target = objectIn(spec, 'scaleTargetRef');
    const { namespace = '' } = manifest.metadata;
    const least = numberIn(spec, 'minReplicas') ?? 1;
    const most = numberIn(spec, 'maxReplicas') ?? least;
    const key = `${textIn(target, 'kind') ?? ''} ${namespace}/${textIn(target, 'name') ?? ''}`;
    scalers.set(key, { least, most });
  }
  return scalers;
}

/** Whether a manifest runs pods, or decides how many. */
export function sizesPods(manifest: Manifest): boolean {
  const kind = groupKind(manifest);
  return RUNNERS.has(kind) || kind === 'autoscaling/HorizontalPodAutoscaler';
}
