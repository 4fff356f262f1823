import type { Json } from '../../manifest/manifest';
import { hasField, listIn, objectIn, textIn } from '../../mesh/json-field';
import type { Workload } from '../traffic/workload-index';

/** A place in a pod template that needs a ConfigMap or Secret. */
export interface ConfigUse {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** Path in the workload's manifest. */
  readonly path: string;
  readonly optional: boolean;
  /** The key that is taken from it; undefined for all of it. */
  readonly key?: string;
}

/** What the pods of a workload need before they start. Secrets for pulling images are left out: a missing one is ignored. */
export function configUses(workload: Workload): readonly ConfigUse[] {
  const spec = objectIn(workload.template, 'spec');
  const base = [workload.templatePath, 'spec'].filter(Boolean).join('.');
  const containers = ['containers', 'initContainers'].flatMap((field) =>
    listIn(spec, field).flatMap((container, index) =>
      containerUses(container, `${base}.${field}[${index}]`),
    ),
  );
  const volumes = listIn(spec, 'volumes').flatMap((volume, index) =>
    volumeUses(volume, `${base}.volumes[${index}]`),
  );
  return [...containers, ...volumes];
}

function containerUses(container: Json, path: string): readonly ConfigUse[] {
  const from = listIn(container, 'envFrom').flatMap((item, index) => [
    ...use(item, 'configMapRef', 'ConfigMap', 'name', `${path}.envFrom[${index}]`),
    ...use(item, 'secretRef', 'Secret', 'name', `${path}.envFrom[${index}]`),
  ]);
  const single = listIn(container, 'env').flatMap((item, index) => {
    const value = objectIn(item, 'valueFrom');
    const at = `${path}.env[${index}].valueFrom`;
    return [
      ...use(value, 'configMapKeyRef', 'ConfigMap', 'name', at),
      ...use(value, 'secretKeyRef', 'Secret', 'name', at),
    ];
  });
  return [...from, ...single];
}

function volumeUses(volume: Json, path: string): readonly ConfigUse[] {
  const sources = listIn(objectIn(volume, 'projected'), 'sources').flatMap((source, index) => [
    ...use(source, 'configMap', 'ConfigMap', 'name', `${path}.projected.sources[${index}]`),
    ...use(source, 'secret', 'Secret', 'name', `${path}.projected.sources[${index}]`),
  ]);
  return [
    ...use(volume, 'configMap', 'ConfigMap', 'name', path),
    ...use(volume, 'secret', 'Secret', 'secretName', path),
    ...sources,
  ];
}

function use(
  owner: Json,
  field: string,
  kind: ConfigUse['kind'],
  nameField: string,
  path: string,
): readonly ConfigUse[] {
  if (!hasField(owner, field)) return [];
  const reference = objectIn(owner, field);
  const name = textIn(reference, nameField);
  if (name === undefined || name === '') return [];
  const key = textIn(reference, 'key');
  const optional = reference['optional'] === true;
  const at = `${path}.${field}.${nameField}`;
  return [{ kind, name, path: at, optional, ...(key === undefined ? {} : { key }) }];
}
