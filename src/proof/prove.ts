import type { Manifest } from '../manifest/manifest';
import type { MeshSettings } from '../mesh/mesh-settings';
import { explain } from './counter-example';
import type { Expectations } from './expectations';
import type { Fault } from './fault';
import { findFaults } from './find-faults';
import { internStates } from './intern-states';
import { Scene } from './scene';
import { transitionOf, type Mixing } from './transition';
import type { TransitionProof, Violation } from './violation';

/**
 * Proves that going from one set of manifests to another breaks nothing on the way: every mixture of old and new objects,
 * every readiness of the pods that change, every class of callers and of requests that the routes tell apart. Exhaustive in
 * the model of `mesh/`; what that can't follow is listed as unproved.
 */
export function prove(
  before: readonly Manifest[],
  after: readonly Manifest[],
  expectations: Expectations = {},
  settings?: MeshSettings,
): TransitionProof {
  const states = internStates([before, after]);
  return proveMixing(new Scene(states, settings), { states }, expectations);
}

/** Proves one transition of a scene, with a counter-example for each way in which it fails. */
export function proveMixing(
  scene: Scene,
  mixing: Mixing,
  expectations: Expectations = {},
): TransitionProof {
  const transition = transitionOf(scene, mixing);
  const smallest = new Map<string, { fault: Fault; also: number }>();
  const unproved = new Set<string>();
  let mixtures = 0;
  for (const found of findFaults(scene, transition, expectations)) {
    mixtures += found.mixtures;
    for (const reason of found.unproved) unproved.add(reason);
    for (const fault of found.faults) keepSmallest(smallest, fault);
  }
  const violations = [...smallest.values()].map(({ fault, also }) =>
    explain(scene, transition, fault, also),
  );
  return {
    proved: unproved.size === 0 && violations.every(({ severity }) => severity !== 'error'),
    violations: sortViolations(violations),
    unproved: [...unproved],
    calls: scene.calls.length,
    mixtures,
  };
}

/** Whether a transition of a scene is proved without a warning; ends at the first fault. */
export function isProved(scene: Scene, mixing: Mixing, expectations: Expectations = {}): boolean {
  const transition = transitionOf(scene, mixing);
  for (const { faults, unproved } of findFaults(scene, transition, expectations)) {
    if (unproved.length > 0 || faults.length > 0) return false;
  }
  return true;
}

/** Whether nothing of a transition of a scene is refuted and everything can be followed; warnings are let pass. */
export function isSafe(scene: Scene, mixing: Mixing, expectations: Expectations = {}): boolean {
  const transition = transitionOf(scene, mixing);
  for (const { faults, unproved } of findFaults(scene, transition, expectations)) {
    if (unproved.length > 0 || faults.some(({ severity }) => severity === 'error')) return false;
  }
  return true;
}

function keepSmallest(smallest: Map<string, { fault: Fault; also: number }>, fault: Fault): void {
  const key = `${fault.obligation} ${fault.code ?? ''} ${fault.sort}`;
  const known = smallest.get(key);
  if (known === undefined) {
    smallest.set(key, { fault, also: 0 });
    return;
  }
  known.also += 1;
  if (weigh(fault) < weigh(known.fault)) known.fault = fault;
}

/** Smaller counter-examples first: what is applied counts, and what is half-way counts more. */
function weigh({ mixture, share = 0 }: Fault): number {
  let weight = 0;
  for (const { from } of mixture.values()) {
    if (from === 'between') weight += 10_000;
    else if (from !== 0) weight += 1000;
  }
  return weight - share;
}

function sortViolations(violations: readonly Violation[]): readonly Violation[] {
  const rank = { error: 0, warning: 1, info: 2 };
  return [...violations].sort((a, b) => rank[a.severity] - rank[b.severity]);
}
