import type { Manifest } from '../manifest/manifest';
import type { CanarySettings } from './canary-settings';
import { ownedBy } from './owner-reference';
import { getObject, objectKey, type Objects, putObject } from './world';

/**
 * The objects with a fresh copy of each tracked ConfigMap and Secret for the primary. Labels are not
 * copied, nor is `binaryData`.
 */
export function copyConfigs(
  objects: Objects,
  settings: CanarySettings,
  configs: ReadonlySet<string>,
): Objects {
  let copied = objects;
  for (const config of configs) {
    const [word = '', name = ''] = config.split('/');
    const kind = word === 'secret' ? 'Secret' : 'ConfigMap';
    const source = getObject(objects, objectKey(kind, settings.namespace, name));
    if (source === undefined) continue;
    copied = putObject(copied, copyOf(source, settings), settings.namespace);
  }
  return copied;
}

function copyOf(source: Manifest, settings: CanarySettings): Manifest {
  const { data, type } = source;
  return {
    apiVersion: 'v1',
    kind: source.kind,
    metadata: {
      name: `${source.metadata.name}-primary`,
      namespace: settings.namespace,
      ownerReferences: ownedBy(settings),
    },
    ...(data === undefined ? {} : { data }),
    ...(type === undefined ? {} : { type }),
  };
}
