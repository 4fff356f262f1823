import { objectName } from '../object-name';
import type { LoadedState } from '../source/load-state';
import type { Spot } from '../source/problem';
import type { PlacedSuppression } from './suppress-findings';
import { ALLOW_ANNOTATION, parseAnnotation } from './suppression';

/** Where a suppression stands: an annotation of an object in a state; an option has no place. */
export interface SuppressionPlace {
  readonly state: string;
  readonly spot?: Spot;
}

/** A suppression with its place in a file. */
export type FoundSuppression = PlacedSuppression<SuppressionPlace>;

/** The suppressions in the annotations of a state's objects, each for its own object. */
export function readAnnotations(state: LoadedState): readonly FoundSuppression[] {
  return state.manifests.flatMap((manifest): readonly FoundSuppression[] => {
    const text: unknown = manifest.metadata.annotations?.[ALLOW_ANNOTATION];
    if (typeof text !== 'string') return [];
    const origin = state.origins.get(manifest);
    const path = [origin?.path ?? '', 'metadata.annotations', ALLOW_ANNOTATION];
    const spot =
      origin === undefined
        ? {}
        : {
            spot: {
              kind: 'field' as const,
              document: origin.document,
              path: path.filter((part) => part !== '').join('.'),
            },
          };
    return parseAnnotation(text).map((suppression) => ({
      ...suppression,
      object: objectName(manifest),
      by: 'annotation' as const,
      place: { state: state.name, ...spot },
    }));
  });
}
