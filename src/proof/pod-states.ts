import type { Manifest } from '../manifest/manifest';
import { groupKind } from '../manifest/workload';
import type { PodClass, Sizes } from './readiness';
import { sizesPods } from './readiness';
import type { Scene } from './scene';
import type { Transition } from './transition';

/** What a changing workload does in a counter-example: as before, as after and ready, or anywhere between. */
export interface PodState {
  readonly kind: 'before' | 'after' | 'between';
  readonly manifest: Manifest;
  /** How it changes. */
  readonly change: 'start' | 'stop' | 'replace' | 'scale-up' | 'scale-down';
}

/**
 * The simplest state of the pods in which a fault is still there. Each workload that changes is taken as it was, if the fault
 * then stays; else as it will be; else its pods are between. Workloads without influence are left out.
 */
export function findPodState(
  scene: Scene,
  { states, choices, sizes }: Transition,
  holds: (sizes: Sizes) => boolean,
): readonly PodState[] {
  const before = scene.sizesOf(states[0] ?? []);
  const after = scene.sizesOf(states.at(-1) ?? []);
  let current = sizes;
  const found: PodState[] = [];
  for (const { options } of choices) {
    const manifest = options.find((option) => option.manifest !== undefined)?.manifest;
    if (manifest === undefined || !sizesPods(manifest)) continue;
    if (groupKind(manifest) === 'autoscaling/HorizontalPodAutoscaler') continue;
    const { namespace = '', name } = manifest.metadata;
    const workload = `${namespace}/${name}`;
    const asBefore = replace(current, before, workload);
    const asAfter = replace(current, after, workload);
    const [first, last] = [holds(asBefore), holds(asAfter)];
    const change = changeOf(before, after, workload);
    // whatever this one does, the fault is there
    if (first && last) {
      current = asBefore;
      continue;
    }
    if (first) found.push({ kind: 'before', manifest, change });
    else if (last) found.push({ kind: 'after', manifest, change });
    else found.push({ kind: 'between', manifest, change });
    current = first ? asBefore : last ? asAfter : current;
  }
  return found;
}

function changeOf(before: Sizes, after: Sizes, workload: string): PodState['change'] {
  const [old, young] = [before, after].map((sizes) => sizes.classes.get(workload) ?? []);
  if (old?.length === 0 || old === undefined) return 'start';
  if (young?.length === 0 || young === undefined) return 'stop';
  if (old[0] !== young[0]) return 'replace';
  const [fewer, more] = [before, after].map(({ asked }) => asked.get(workload) ?? 0);
  return (fewer ?? 0) <= (more ?? 0) ? 'scale-up' : 'scale-down';
}

function replace(sizes: Sizes, other: Sizes, workload: string): Sizes {
  const classes = new Map(sizes.classes);
  const kinds = other.classes.get(workload) ?? [];
  classes.set(workload, kinds);
  const least = new Map(sizes.least);
  least.set(workload, other.least.get(workload) ?? 0);
  const asked = new Map(sizes.asked);
  asked.set(workload, other.asked.get(workload) ?? 0);
  const most = new Map<PodClass, number>(
    [...sizes.most].filter(([kind]) => kind.workload !== workload),
  );
  for (const kind of kinds) most.set(kind, other.most.get(kind) ?? 0);
  return { classes, least, asked, most };
}
