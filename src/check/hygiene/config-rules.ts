import type { Manifest } from '../../manifest/manifest';
import { hasField, objectIn } from '../../mesh/json-field';
import type { Breach, CheckRule } from '../rule';
import type { CheckState } from '../state';
import { workloadsOf, type Workload } from '../traffic/workload-index';
import { configUses, type ConfigUse } from './config-uses';

/** Rules on ConfigMaps and Secrets that pods need. */
export const configRules: readonly CheckRule[] = [
  {
    id: 'config-missing',
    area: 'hygiene',
    severity: 'warning',
    title: 'ConfigMaps and Secrets that pods need are there',
    why: 'A pod whose ConfigMap or Secret does not exist never starts. During a release that is the canary, or the primary when it is updated; running pods notice nothing until they restart.',
    fix: 'add the object to the files, correct the name, or mark the reference `optional: true`',
    find: (state) => overUses(state, findMissing),
  },
  {
    id: 'config-key-missing',
    area: 'hygiene',
    severity: 'error',
    title: 'a ConfigMap or Secret has the keys that pods take from it',
    why: 'A container whose environment names a key that is not there does not start (CreateContainerConfigError).',
    fix: 'add the key, correct its name, or mark the reference `optional: true`',
    find: (state) => overUses(state, findMissingKey),
  },
];

interface Configs {
  /** By kind, namespace and name: `ConfigMap shop/api`. */
  readonly byName: ReadonlyMap<string, Manifest>;
  /** The kinds and namespaces of which the files hold any: `ConfigMap shop`. Others come from elsewhere. */
  readonly held: ReadonlySet<string>;
}

type Find = (
  use: ConfigUse,
  workload: Workload,
  configs: Configs,
) => Omit<Breach, 'manifest' | 'path' | 'given'> | undefined;

function overUses(state: CheckState, find: Find): readonly Breach[] {
  const all = [...state.ofKind('/ConfigMap'), ...state.ofKind('/Secret')];
  const named = all.map((manifest) => {
    const { name, namespace = '' } = manifest.metadata;
    return [`${manifest.kind} ${namespace}/${name}`, manifest] as const;
  });
  const held = all.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}`);
  const configs = { byName: new Map(named), held: new Set(held) };
  return workloadsOf(state).all.flatMap((workload) =>
    configUses(workload).flatMap((use) => {
      const found = use.optional ? undefined : find(use, workload, configs);
      if (found === undefined) return [];
      return [{ manifest: workload.manifest, path: use.path, given: use.name, ...found }];
    }),
  );
}

function findMissing(use: ConfigUse, { namespace }: Workload, configs: Configs): ReturnType<Find> {
  const { byName, held } = configs;
  if (MADE_BY_CLUSTER.has(use.name)) return undefined;
  if (byName.has(`${use.kind} ${namespace}/${use.name}`)) return undefined;
  const generated = GENERATED.test(use.name);
  if (!held.has(`${use.kind} ${namespace}`) && !generated) return undefined;
  const message = `there is no ${use.kind} ${namespace}/${use.name} in the files given: pods do not start without it`;
  const prefix = `${use.kind} ${namespace}/${use.name.replace(GENERATED, '')}-`;
  const sibling = generated ? [...byName.keys()].find((key) => key.startsWith(prefix)) : undefined;
  if (sibling === undefined) return { message };
  return { message: `${message}; there is ${sibling} with other content`, severity: 'error' };
}

/** ConfigMaps that a cluster or its mesh puts into every namespace. */
const MADE_BY_CLUSTER: ReadonlySet<string> = new Set([
  'kube-root-ca.crt',
  'istio-ca-root-cert',
  'openshift-service-ca.crt',
]);

/** Names that end in a hash of the content, as kustomize, cdk8s and this project make them. */
const GENERATED = /-(?=[a-z0-9]*\d)[a-z0-9]{8,10}$/u;

function findMissingKey(
  use: ConfigUse,
  { namespace }: Workload,
  configs: Configs,
): ReturnType<Find> {
  const config = configs.byName.get(`${use.kind} ${namespace}/${use.name}`);
  if (config === undefined || use.key === undefined) return undefined;
  const fields = ['data', 'stringData', 'binaryData'];
  if (fields.some((field) => hasField(objectIn(config, field), use.key ?? ''))) return undefined;
  // sealed and external Secrets hold their keys elsewhere
  if (!fields.some((field) => hasField(config, field))) return undefined;
  return { message: `${use.kind} ${namespace}/${use.name} has no key ${use.key}` };
}
