import type { Json, JsonObject } from '../manifest/manifest';
import { asObject, hasField, listIn, objectIn, textIn } from '../mesh/json-field';
import { configName } from './tracked-configs';

/** A pod spec whose tracked ConfigMaps and Secrets are the copies of the primary. */
export function renameConfigs(spec: JsonObject, configs: ReadonlySet<string>): JsonObject {
  if (configs.size === 0) return spec;
  const renaming: Renaming = (holder, field, kind, nameField) => {
    const reference = objectIn(holder, field);
    const name = textIn(reference, nameField);
    if (name === undefined || !configs.has(configName(kind, name))) return {};
    return { [field]: { ...reference, [nameField]: `${name}-primary` } };
  };
  const containers = (field: string): JsonObject =>
    hasField(spec, field)
      ? { [field]: listIn(spec, field).map((one) => inContainer(one, renaming)) }
      : {};
  return {
    ...spec,
    ...(hasField(spec, 'volumes')
      ? { volumes: listIn(spec, 'volumes').map((one) => inVolume(one, renaming)) }
      : {}),
    ...containers('containers'),
    ...containers('initContainers'),
  };
}

type Renaming = (
  holder: Json,
  field: string,
  kind: 'ConfigMap' | 'Secret',
  nameField: string,
) => JsonObject;

function inVolume(volume: Json, rename: Renaming): JsonObject {
  const projected = objectIn(volume, 'projected');
  const sources = listIn(projected, 'sources').map((source) => ({
    ...asObject(source),
    ...rename(source, 'configMap', 'ConfigMap', 'name'),
    ...rename(source, 'secret', 'Secret', 'name'),
  }));
  return {
    ...asObject(volume),
    ...rename(volume, 'configMap', 'ConfigMap', 'name'),
    ...rename(volume, 'secret', 'Secret', 'secretName'),
    ...(sources.length === 0 ? {} : { projected: { ...projected, sources } }),
  };
}

function inContainer(container: Json, rename: Renaming): JsonObject {
  const env = listIn(container, 'env').map((variable) => {
    if (!hasField(variable, 'valueFrom')) return variable;
    const from = objectIn(variable, 'valueFrom');
    const valueFrom = {
      ...from,
      ...rename(from, 'configMapKeyRef', 'ConfigMap', 'name'),
      ...rename(from, 'secretKeyRef', 'Secret', 'name'),
    };
    return { ...asObject(variable), valueFrom };
  });
  const envFrom = listIn(container, 'envFrom').map((source) => ({
    ...asObject(source),
    ...rename(source, 'configMapRef', 'ConfigMap', 'name'),
    ...rename(source, 'secretRef', 'Secret', 'name'),
  }));
  return {
    ...asObject(container),
    ...(env.length === 0 ? {} : { env }),
    ...(envFrom.length === 0 ? {} : { envFrom }),
  };
}
