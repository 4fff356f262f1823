import type { Manifest } from '../manifest/manifest';
import type { Gate } from '../plan/gate';
import { changesBetween } from './changes';
import type { Material } from './material';
import type { Phase, ReadyWorkload } from './phase';
import { readyWorkloads, trackReplicas } from './readiness';
import type { Side, StateSpec } from './state';

/** A phase that is not yet numbered and compared with the one before. */
export interface Station {
  readonly name: string;
  readonly spec: StateSpec;
  readonly objects: readonly Manifest[];
  readonly gates: readonly Gate[];
  /** Whether it is one of several steps to the next station, put in because one transition is not safe. */
  readonly isPart?: true;
}

/** Number the phases forward: the baseline is 0, and `canary-0` is 20 in every release. */
export function numberForward(
  material: Material,
  stations: readonly Station[],
  before: readonly Manifest[],
): readonly Phase[] {
  // `rest` keeps its number free, so that `canary-0` has the same one in every release
  const whole = stations.filter(({ isPart }) => isPart !== true);
  const first = whole[1]?.name === 'rest' ? 1 : 2;
  let next = 0;
  const numbers = stations.map((station) => {
    const number = (next === 0 ? 0 : next - 1 + first) * 10;
    if (station.isPart === true) return number;
    next += 1;
    return number;
  });
  return finishPhases(material, stations, spreadParts(stations, numbers), before);
}

/** Parts have numbers between those of their neighbours, which so keep their own. */
function spreadParts(stations: readonly Station[], numbers: readonly number[]): readonly number[] {
  const spread = [...numbers];
  stations.forEach(({ isPart }, index) => {
    if (isPart !== true) return;
    const left = stations.slice(index).findIndex((later) => later.isPart !== true);
    const before = spread[index - 1] ?? 0;
    const after = numbers[index + left] ?? before + 10;
    spread[index] = before + Math.max(1, Math.floor((after - before) / (left + 1)));
  });
  return spread;
}

/** Number the steps of a way back, from 10. */
export function numberBack(
  material: Material,
  stations: readonly Station[],
  before: readonly Manifest[],
): readonly Phase[] {
  const numbers = stations.map((_, index) => (index + 1) * 10);
  return finishPhases(material, stations, numbers, before);
}

function finishPhases(
  material: Material,
  stations: readonly Station[],
  numbers: readonly number[],
  before: readonly Manifest[],
): readonly Phase[] {
  const width = Math.max(3, String(numbers[numbers.length - 1]).length);
  return stations.map((station, index) => {
    const id = `${String(numbers[index]).padStart(width, '0')}-${station.name}`;
    return finishPhase(material, station, id, stations[index - 1]?.objects ?? before);
  });
}

function finishPhase(
  material: Material,
  { name, spec, objects, gates }: Station,
  id: string,
  before: readonly Manifest[],
): Phase {
  const { plan, to, live } = material;
  const versionOf = (side: Side): string => (side === 'live' && live ? live.version : to.version);
  const ready = readyIn(material, objects);
  return {
    id,
    name,
    objects,
    changes: changesBetween(before, objects),
    versions: { primary: versionOf(spec.primary), canary: versionOf(spec.canary) },
    replicas: trackReplicas(plan, ready),
    traffic: { primary: 100 - spec.weight, canary: spec.weight },
    headerRoutes: spec.headerRoutes.map((route) => route.name),
    mirror: spec.mirror,
    ready,
    settleSeconds: plan.settleSeconds,
    gates,
  };
}

function readyIn({ ready }: Material, objects: readonly Manifest[]): readonly ReadyWorkload[] {
  const workloads = ready.get(objects) ?? readyWorkloads(objects);
  ready.set(objects, workloads);
  return workloads;
}
