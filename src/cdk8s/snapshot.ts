import type { Chart } from 'cdk8s';
import { sha256 } from '../manifest/hash';
import { resolveChart, type ResolvedObject } from './chart-objects';

/** The hash of each object of a chart, by the path of its construct. */
export type Snapshot = ReadonlyMap<string, string>;

/** Remember what a chart's objects resolve to. */
export function takeSnapshot(chart: Chart): Snapshot {
  return snapshotOf(resolveChart(chart));
}

/** The paths of objects that are new, gone or different since a snapshot. */
export function pathsChangedSince(
  before: Snapshot,
  objects: readonly ResolvedObject[],
): readonly string[] {
  const after = snapshotOf(objects);
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path));
}

function snapshotOf(objects: readonly ResolvedObject[]): Snapshot {
  return new Map(
    objects.map(({ construct, manifest }) => [
      construct.node.path,
      sha256(JSON.stringify(manifest)),
    ]),
  );
}
