import type { Destination, Failure, Outcome } from '../mesh/outcome-kinds';
import type { PodClass, Sizes } from './readiness';

/** A share of a call's requests that fails. */
export interface Loss {
  readonly code: Failure['code'];
  readonly status?: number | undefined;
  /** 0 to 1. */
  readonly share: number;
}

/** What fails of an outcome that is not sent to any pod. */
export function lossOf(outcome: Outcome): Loss | undefined {
  if ('destinations' in outcome) return undefined;
  const [failure] = outcome.errors;
  if (failure === undefined) return undefined;
  const { code, status } = failure;
  return { code, share: 1, ...(status === undefined ? {} : { status }) };
}

/** What fails at a destination when there may be so many pods; pods that are not surely ready may all be missing. */
export function lossAt({ state, share, pods }: Destination, sizes: Sizes): Loss | undefined {
  if (state === 'NC') return { code: 'NC', status: 503, share };
  if (state === 'UF') return { code: 'UF', status: 503, share };
  if (state === 'UH') return { code: 'UH', status: 503, share };
  if (pods.some((pod) => !isClass(pod))) return undefined;
  return guaranteed(pods, sizes) > 0 ? undefined : { code: 'UH', status: 503, share };
}

/** How many of the pods behind a destination are ready whatever happens. */
export function guaranteed(
  pods: readonly Destination['pods'][number][],
  sizes: Sizes,
  counts: 'least' | 'asked' = 'least',
): number {
  let sum = 0;
  for (const [workload, members] of byWorkload(pods)) {
    const all = sizes.classes.get(workload) ?? [];
    if (all.length > 0 && all.every((kind) => members.has(kind))) {
      sum += sizes[counts].get(workload) ?? 0;
    }
  }
  return sum;
}

/** The largest part of a destination's requests that pods of one sort can get, when all others are as few as may be. */
export function mostOf(
  pods: readonly Destination['pods'][number][],
  sizes: Sizes,
  isOf: (pod: PodClass) => boolean,
): number {
  let most = 0;
  let others = 0;
  for (const [workload, members] of byWorkload(pods)) {
    // a template of another state has no pods in these
    const wanted = running([...members], sizes).filter(isOf);
    most += wanted.reduce((sum, kind) => sum + (sizes.most.get(kind) ?? 0), 0);
    const all = sizes.classes.get(workload) ?? [];
    const surely = wanted.length === 0 && all.length > 0 && all.every((kind) => members.has(kind));
    if (surely) others += sizes.least.get(workload) ?? 0;
  }
  return most === 0 ? 0 : most / (most + others);
}

/** The classes behind a destination that may have pods. */
export function running(
  pods: readonly Destination['pods'][number][],
  sizes: Sizes,
): readonly PodClass[] {
  return pods.filter(isClass).filter((kind) => (sizes.most.get(kind) ?? 0) > 0);
}

function isClass(pod: Destination['pods'][number]): pod is PodClass {
  return 'variant' in pod;
}

function byWorkload(
  pods: readonly Destination['pods'][number][],
): ReadonlyMap<string, ReadonlySet<Destination['pods'][number]>> {
  const found = new Map<string, Set<Destination['pods'][number]>>();
  for (const pod of pods) {
    const members = found.get(pod.workload) ?? new Set();
    found.set(pod.workload, members.add(pod));
  }
  return found;
}
