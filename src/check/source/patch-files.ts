import { isList, isObject } from '../../manifest/equal';
import type { Json, JsonObject } from '../../manifest/manifest';

/** Whether a file tells kustomize what to build. */
export function isKustomization(file: string): boolean {
  return /(?:^|\/)kustomization(?:\.ya?ml)?$/i.test(file);
}

/**
 * The files that a kustomization reads as parts of objects, relative to it: patches, and
 * configuration of kustomize itself. They are no objects of the state.
 */
export function patchFiles(kustomization: Json): readonly string[] {
  if (!isObject(kustomization)) return [];
  return [
    ...PLAIN_LISTS.flatMap((field) => textsOf(kustomization[field])),
    ...LISTS_OF_PATHS.flatMap((field) =>
      itemsOf(kustomization, field).flatMap((item) =>
        isObject(item) && typeof item['path'] === 'string' ? [item['path']] : [],
      ),
    ),
  ].map((path) => path.replace(/^\.\//, ''));
}

const PLAIN_LISTS = [
  'patchesStrategicMerge',
  'configurations',
  'transformers',
  'generators',
  'validators',
] as const;

const LISTS_OF_PATHS = ['patches', 'patchesJson6902', 'replacements'] as const;

function itemsOf(value: JsonObject, field: string): readonly Json[] {
  const found = value[field];
  return isList(found) ? found : [];
}

function textsOf(value: Json | undefined): readonly string[] {
  return (isList(value) ? value : []).filter((item) => typeof item === 'string');
}
