import type { Stop } from './stops';

/**
 * Pods of the canary at each stop: enough for the next weight, so that weight and replicas may
 * arrive in any order, at least one, and never fewer than before. Copies of requests (mirror) are
 * work too.
 */
export function canarySizes(stops: readonly Stop[], capacity: number): readonly number[] {
  let size = 1;
  return stops.map((stop, index) => {
    size = Math.max(size, share(capacity, load(stops, index)), floor(stop, capacity));
    return size;
  });
}

function load(stops: readonly Stop[], index: number): number {
  const stop = stops[index] as Stop;
  const next = stops.slice(index + 1).find((later) => later.weight > stop.weight);
  const mirror = Math.max(stop.mirror, stops[index + 1]?.mirror ?? 0);
  return Math.min(100, (next ?? stop).weight + mirror);
}

function floor(stop: Stop, capacity: number): number {
  const { scale } = stop;
  if (scale?.replicas !== undefined) return scale.replicas;
  return scale?.weight === undefined ? 1 : share(capacity, scale.weight);
}

function share(capacity: number, percent: number): number {
  return Math.ceil((capacity * percent) / 100);
}
