import type { CompiledRelease, Parts } from '../compile/compile-release';
import type { Phase } from '../compile/phase';
import { expectationsOf, type ProvedTransition, type ReleaseProof } from './prove-release';
import { splitTransition } from './split';

/**
 * States to put between phases whose transition is refuted, where an order is safe; forward and on the ways back. The parts
 * that a release has already stay.
 */
export function splitRefuted(
  release: CompiledRelease,
  { transitions }: ReleaseProof,
  known: Parts = new Map(),
): Parts {
  const parts = new Map(known);
  for (const transition of transitions) {
    const { violations } = transition.proof;
    if (violations.every(({ severity }) => severity !== 'error')) continue;
    const members = membersOf(release, transition);
    if (members === undefined) continue;
    const [name, before, after] = members;
    const expectations = expectationsOf(release, [before, after]);
    const found = splitTransition(before.objects, after.objects, expectations);
    if (found.kind === 'split' && !parts.has(name)) parts.set(name, found.between);
  }
  return parts;
}

/** The phases before and after a transition, and the name that parts of it have. */
function membersOf(
  { phases, waysBack }: CompiledRelease,
  { from, to, path }: ProvedTransition,
): readonly [name: string, before: Phase, after: Phase] | undefined {
  const steps = path === 'forward' ? phases : (waysBack[path.back] ?? []);
  const start = path === 'forward' ? undefined : phases.find(({ id }) => id === path.back);
  const at = steps.findIndex(({ id }) => id === to);
  const after = steps[at];
  const before = at === 0 ? start : steps[at - 1];
  if (before === undefined || after === undefined || before.id !== from) return undefined;
  return [start === undefined ? after.name : `${start.name}/${after.name}`, before, after];
}
