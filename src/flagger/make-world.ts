import type { Manifest } from '../manifest/manifest';
import { textIn, objectIn } from '../mesh/json-field';
import { initialStatus } from './canary-status';
import { collectObjects, type World } from './world';

/** A Canary and what is in the cluster before the controller first sees it. */
export interface FlaggerSetup {
  readonly canary: Manifest;
  /** The target of the Canary. */
  readonly workload: Manifest;
  /** Other objects that exist before: autoscaler, Ingress, ConfigMaps, MetricTemplates, Services. @default none */
  readonly objects?: readonly Manifest[];
  /** Start of the random values that the controller makes up. @default 1 */
  readonly seed?: number;
}

/** The world before the first tick. */
export function makeWorld({ canary, workload, objects = [], seed = 1 }: FlaggerSetup): World {
  const namespace = canary.metadata.namespace ?? 'default';
  const targetKind = textIn(objectIn(objectIn(canary, 'spec'), 'targetRef'), 'kind') ?? '';
  return {
    canary,
    status: initialStatus(targetKind),
    objects: collectObjects([...objects, workload], namespace),
    split: undefined,
    seed,
    drawn: 0,
  };
}
