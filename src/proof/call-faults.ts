import type { Case } from './case';
import { explore } from './explore';
import { exposureFaults } from './exposure-faults';
import type { Expectations } from './expectations';
import type { Fault } from './fault';
import { capacityFaults } from './capacity-faults';
import { lossFaults } from './loss-faults';
import { overlapFaults } from './overlap-faults';
import { rollFaults } from './roll-faults';
import type { Call, Scene } from './scene';
import { claims, settledOf } from './settled';
import type { Transition } from './transition';

/** What was found of one call. */
export interface CallFaults {
  readonly faults: readonly Fault[];
  readonly unproved: readonly string[];
  readonly mixtures: number;
}

/** The obligations on each call, in the order in which they are told. */
const JUDGES = [lossFaults, exposureFaults, overlapFaults, capacityFaults, rollFaults] as const;

/** Hold one call against every obligation, over every mixture of a transition. */
export function callFaults(
  scene: Scene,
  call: Call,
  transition: Transition,
  settled: Case['settled'],
  expectations: Expectations,
): CallFaults {
  const branches = explore(scene, call, transition);
  const withdrawn = transition.states
    .slice(1)
    .some((state) => settledOf(scene, call, state).lost > 0 && !claims(scene, call, state));
  const one: Case = { scene, call, transition, branches, settled, expectations, withdrawn };
  let mixtures = 0;
  const unproved: string[] = [];
  for (const { outcome, groups } of branches) {
    const ends = groups.flatMap((group) => group.ends);
    mixtures += Math.max(1, ends.length);
    for (const told of [outcome, ...ends.map((end) => end.outcome)]) {
      if (told.kind === 'unknown') unproved.push(told.reason);
    }
  }
  return { faults: JUDGES.flatMap((judge) => judge(one)), unproved, mixtures };
}
