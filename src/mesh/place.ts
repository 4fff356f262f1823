import { describe } from '../manifest/identity';
import type { Manifest } from '../manifest/manifest';

/** A place in a manifest: which object, and the path of a field in it. */
export interface Place {
  /** The object, as people name it: `VirtualService shop/api`. */
  readonly object: string;
  /** The field, as a JSON path without the leading `$`: `spec.http[0].route[1]`. */
  readonly path: string;
}

/** The place of a field of an object. */
export function placeIn(manifest: Manifest, path: string): Place {
  return { object: describe(manifest), path };
}

/** A place as one phrase: `VirtualService shop/api, spec.http[0]`. */
export function tellPlace(place: Place): string {
  return place.path === '' ? place.object : `${place.object}, ${place.path}`;
}
