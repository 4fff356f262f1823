import { configReferences, isConfig } from '../manifest/config-references';
import { equalJson } from '../manifest/equal';
import { describe, keyOf } from '../manifest/identity';
import { selects } from '../manifest/labels';
import type { Manifest } from '../manifest/manifest';
import { groupKind } from '../manifest/workload';
import { labelsIn, objectIn } from '../mesh/json-field';
import type { Choice, Option } from './choices';
import { destinationsOf, type Mixture } from './explore';
import type { Fault } from './fault';
import { sizesPods, type PodClass } from './readiness';
import type { Scene } from './scene';
import { claims, settledOf } from './settled';
import type { Transition } from './transition';

/** Obligations on the objects alone, whoever calls. */
export function staticFaults(scene: Scene, transition: Transition): readonly Fault[] {
  return [
    ...configFaults(scene, transition),
    ...serviceFaults(scene, transition),
    ...immutableFaults(transition),
  ];
}

/** No ConfigMap or Secret disappears or changes its content while a pod that refers to it may run. */
function configFaults(scene: Scene, { choices, states }: Transition): readonly Fault[] {
  const faults: Fault[] = [];
  for (const choice of choices) {
    const [first] = choice.options;
    const before = first?.manifest;
    if (before === undefined || !isConfig(before)) continue;
    const changed = choice.options.find(
      ({ manifest }) => manifest === undefined || !sameData(manifest, before),
    );
    if (changed === undefined) continue;
    // one that only starts waits for its configuration, and one that goes with it misses nothing
    const user = users(states.slice(0, -1), before).find((workload) =>
      runsThroughout(scene, states, workload),
    );
    if (user === undefined) continue;
    const isGone = changed.manifest === undefined;
    const what = isGone ? 'disappears' : 'changes its content';
    faults.push({
      obligation: 'own-config',
      // new content may be meant, and pods on their way out need it only should they start again
      severity: isGone && users(states.slice(-1), before).length > 0 ? 'error' : 'warning',
      mixture: pick(choice, changed),
      sort: choice.key,
      gets: `${what} while pods of ${describe(user)} that refer to it may run or start`,
      objects: [describe(before)],
    });
  }
  return faults;
}

function runsThroughout(scene: Scene, states: Transition['states'], workload: Manifest): boolean {
  const ends = [states[0] ?? [], states.at(-1) ?? []];
  return ends.every(
    (state) => (scene.sizesOf(state).classes.get(nameOf(workload)) ?? []).length > 0,
  );
}

/** Workloads of any of the states whose pods refer to a ConfigMap or Secret. */
function users(states: readonly (readonly Manifest[])[], config: Manifest): readonly Manifest[] {
  const { namespace } = config.metadata;
  return states.flatMap((state) =>
    state.filter(
      (manifest) =>
        sizesPods(manifest) &&
        manifest.metadata.namespace === namespace &&
        references(manifest).has(`${config.kind}/${config.metadata.name}`),
    ),
  );
}

const REFERENCES = new WeakMap<Manifest, ReadonlySet<string>>();

function references(workload: Manifest): ReadonlySet<string> {
  const known = REFERENCES.get(workload);
  if (known !== undefined) return known;
  const found = configReferences(objectIn(workload, 'spec'));
  const names = new Set(found.map(({ kind, name }) => `${kind}/${name}`));
  REFERENCES.set(workload, names);
  return names;
}

function sameData(one: Manifest, other: Manifest): boolean {
  return ['data', 'binaryData', 'stringData'].every((field) => equalJson(one[field], other[field]));
}

/**
 * Pods that answer requests keep a Service in every mixture: a pod that no Service selects loses what its own sidecar listens
 * for, while callers still know its address.
 */
function serviceFaults(scene: Scene, { choices, states, sizes }: Transition): readonly Fault[] {
  const changing = choices.filter(({ options }) =>
    options.some(({ manifest }) => manifest !== undefined && groupKind(manifest) === '/Service'),
  );
  if (changing.length === 0) return [];
  const [before = []] = states;
  const keys = new Set(changing.map(({ key }) => key));
  const constant = before.filter(
    (manifest) => groupKind(manifest) === '/Service' && !keys.has(keyOf(manifest)),
  );
  const faults: Fault[] = [];
  for (const [kind, ready] of scene.sizesOf(before).most) {
    if (ready === 0 || (sizes.most.get(kind) ?? 0) === 0) continue;
    const selectsIt = (service: Manifest | undefined): boolean =>
      service !== undefined &&
      (service.metadata.namespace ?? '') === kind.namespace &&
      selects(labelsIn(objectIn(service, 'spec'), 'selector'), kind.labels);
    if (constant.some(selectsIt)) continue;
    const had = changing.filter(({ options }) => selectsIt(options[0]?.manifest));
    if (had.length === 0) continue;
    if (changing.some(({ options }) => options.every(({ manifest }) => selectsIt(manifest))))
      continue;
    if (!isCalled(scene, kind, before, states.at(-1) ?? before)) continue;
    const mixture: Mixture = new Map(
      changing.map((choice) => [
        choice,
        choice.options.find(({ manifest }) => !selectsIt(manifest)) ?? {
          manifest: undefined,
          from: 0,
        },
      ]),
    );
    faults.push({
      obligation: 'keeps-service',
      severity: 'error',
      mixture,
      sort: kind.workload,
      gets: `may let go of the pods of ${kind.workload} before callers do, and no other Service surely has them: their own sidecar then answers 503 (NC)`,
      objects: had.map(({ options: [first] }) =>
        first?.manifest === undefined ? '' : describe(first.manifest),
      ),
    });
  }
  return faults;
}

/** Whether pods answer requests to a name that is not given up: who gives up the name lets its pods go. */
function isCalled(
  scene: Scene,
  kind: PodClass,
  before: readonly Manifest[],
  after: readonly Manifest[],
): boolean {
  return scene.calls.some(
    (call) =>
      claims(scene, call, after) &&
      destinationsOf(settledOf(scene, call, before).outcome).some(({ pods }) =>
        pods.includes(kind),
      ),
  );
}

/** Fields that the API server refuses to change; the rest of the objects is applied all the same. */
const IMMUTABLE: Readonly<Record<string, readonly string[]>> = {
  'apps/Deployment': ['selector'],
  'apps/ReplicaSet': ['selector'],
  'apps/DaemonSet': ['selector'],
  'apps/StatefulSet': ['selector', 'serviceName', 'podManagementPolicy'],
};

function immutableFaults({ choices }: Transition): readonly Fault[] {
  const faults: Fault[] = [];
  for (const choice of choices) {
    const [first, ...others] = choice.options;
    const before = first?.manifest;
    if (before === undefined) continue;
    for (const field of IMMUTABLE[groupKind(before)] ?? []) {
      const changed = others.find(
        ({ manifest }) =>
          manifest !== undefined &&
          !equalJson(objectIn(manifest, 'spec')[field], objectIn(before, 'spec')[field]),
      );
      if (changed === undefined) continue;
      faults.push({
        obligation: 'immutable-fields',
        severity: 'error',
        mixture: pick(choice, changed),
        sort: `${choice.key} ${field}`,
        gets: `changes spec.${field}, which the API server refuses; everything else of the transition is applied`,
        objects: [describe(before)],
      });
    }
  }
  return faults;
}

function pick(choice: Choice, option: Option): Mixture {
  return new Map([[choice, option]]);
}

function nameOf({ metadata: { namespace = '', name } }: Manifest): string {
  return `${namespace}/${name}`;
}
