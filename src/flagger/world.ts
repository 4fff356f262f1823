import type { Manifest } from '../manifest/manifest';
import type { CanaryStatus } from './canary-status';
import type { Weights } from './weights';

/** What the API server holds between two ticks, as far as the controller looks at it. */
export interface World {
  readonly canary: Manifest;
  readonly status: CanaryStatus;
  /** Every other object by `Kind/namespace/name`. */
  readonly objects: Objects;
  /** Weights of a provider whose own objects are not modelled; undefined before they exist. */
  readonly split: Weights | undefined;
  /** Start of the random values that the controller makes up: cookies, ids of pod templates. */
  readonly seed: number;
  /** How many random values have been made up. */
  readonly drawn: number;
}

/**
 * Objects by `Kind/namespace/name`. Every tick writes one or two and looks at many, so that what has
 * changed lies over a map that is seldom copied.
 */
export interface Objects {
  readonly base: ReadonlyMap<string, Manifest>;
  readonly changed: readonly (readonly [key: string, object: Manifest])[];
}

/** The key of an object. */
export function objectKey(kind: string, namespace: string, name: string): string {
  return `${kind}/${namespace}/${name}`;
}

/** Objects from a list; of two with the same key the later one counts. */
export function collectObjects(list: readonly Manifest[], namespace: string): Objects {
  return { base: new Map(list.map((object) => [keyOf(object, namespace), object])), changed: [] };
}

/** The object with a key. */
export function getObject({ base, changed }: Objects, key: string): Manifest | undefined {
  for (const entry of changed) if (entry[0] === key) return entry[1];
  return base.get(key);
}

/** All objects, in no particular order. */
export function listObjects({ base, changed }: Objects): readonly Manifest[] {
  return [...new Map([...base, ...changed]).values()];
}

/** The objects with one added or replaced. */
export function putObject(objects: Objects, object: Manifest, namespace: string): Objects {
  return setObject(objects, keyOf(object, namespace), object);
}

/** The objects with the one of a key added or replaced. */
export function setObject({ base, changed }: Objects, key: string, object: Manifest): Objects {
  const others = changed.filter((entry) => entry[0] !== key);
  if (others.length < MOST_CHANGED) return { base, changed: [[key, object], ...others] };
  return { base: new Map([...base, ...others, [key, object]]), changed: [] };
}

const MOST_CHANGED = 6;

function keyOf({ kind, metadata }: Manifest, namespace: string): string {
  return objectKey(kind, metadata.namespace ?? namespace, metadata.name);
}
