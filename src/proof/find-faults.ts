import { callFaults } from './call-faults';
import type { Expectations } from './expectations';
import { ask, destinationsOf } from './explore';
import type { Fault } from './fault';
import type { Call, Scene } from './scene';
import { settledOf } from './settled';
import { staticFaults } from './static-faults';
import type { Transition } from './transition';

/** What was found at one place of a proof. */
export interface Finds {
  readonly faults: readonly Fault[];
  readonly unproved: readonly string[];
  readonly mixtures: number;
}

/** Everything that breaks an obligation in a transition, one call after the other. */
export function* findFaults(
  scene: Scene,
  transition: Transition,
  expectations: Expectations,
): Generator<Finds> {
  const { choices, states } = transition;
  if (choices.length === 0) return;
  const faults = staticFaults(scene, transition);
  yield { faults, unproved: scene.missed.map(tellMissed), mixtures: 0 };
  const [before = []] = states;
  const after = states.at(-1) ?? before;
  const resized = resizedWorkloads(transition);
  for (const call of scene.calls) {
    if (call.caller.kind === 'outside' && expectations.outsideCallers === 'none') continue;
    if (!isConcerned(scene, call, transition, resized)) continue;
    const settled = {
      before: settledOf(scene, call, before),
      after: settledOf(scene, call, after),
    };
    yield callFaults(scene, call, transition, settled, expectations);
  }
}

/** Whether anything that changes decides what becomes of a call: its objects, or the pods behind its only outcome. */
function isConcerned(
  scene: Scene,
  call: Call,
  { routing, base }: Transition,
  resized: ReadonlySet<string>,
): boolean {
  if (routing.some(({ key }) => call.cone.parts.has(key))) return true;
  const outcome = ask(scene, call, new Map(), base);
  if (outcome.kind === 'unknown') return true;
  return destinationsOf(outcome).some(({ pods }) =>
    pods.some(({ workload }) => resized.has(workload)),
  );
}

function resizedWorkloads({ choices }: Transition): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { options } of choices) {
    for (const { manifest } of options) {
      if (manifest === undefined) continue;
      const { namespace = '', name } = manifest.metadata;
      found.add(`${namespace}/${name}`);
      // an autoscaler sizes what it targets
      const spec = manifest['spec'] as
        | { readonly scaleTargetRef?: { readonly name?: string } }
        | undefined;
      const target = spec?.scaleTargetRef?.name;
      if (target !== undefined) found.add(`${namespace}/${target}`);
    }
  }
  return found;
}

function tellMissed(condition: string): string {
  return `no request was found for a condition of a route: ${condition}`;
}
