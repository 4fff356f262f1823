import * as fc from 'fast-check';
import type { CompiledRelease } from '../../src/compile/compile-release';
import type { Phase } from '../../src/compile/phase';
import { history, type History } from './arbitrary-plan';
import {
  applicationOf,
  compileCase,
  follow,
  install,
  pathsOf,
  planOf,
  renderedOf,
  type ReleaseCase,
} from './release-case';
import { assembleApplication } from '../../src/plan/application';

/** Cases of one property; more by hand with `RUNS=5000 npx jest test/compile/invariants`. */
const RUNS = Number(process.env['RUNS'] ?? 25);

/** A release and the case that it was compiled from. */
export interface Compiled {
  readonly release: CompiledRelease;
  readonly source: ReleaseCase;
}

/** Two neighbouring states on a path through a release. */
export interface Transition {
  readonly path: string;
  readonly before: Phase;
  readonly after: Phase;
}

/** Whatever breaks a rule, in words; nothing where it is kept. */
type Violations = Iterable<string>;

/** Check that nothing breaks a rule in any state of random releases, forward and on the ways back. */
export function checkStates(find: (state: Phase, compiled: Compiled) => Violations): void {
  checkReleases(function* (compiled) {
    for (const { name, phases } of pathsOf(compiled.release)) {
      for (const state of phases) {
        for (const violation of find(state, compiled)) yield `${name}, ${state.id}: ${violation}`;
      }
    }
  });
}

/** Check that nothing breaks a rule between two neighbouring states of random releases. */
export function checkTransitions(
  find: (transition: Transition, compiled: Compiled) => Violations,
): void {
  checkReleases(function* (compiled) {
    for (const transition of transitionsOf(compiled.release)) {
      const { path, before, after } = transition;
      for (const violation of find(transition, compiled)) {
        yield `${path}, ${before.id} → ${after.id}: ${violation}`;
      }
    }
  });
}

/** Check that nothing breaks a rule in random releases. */
export function checkReleases(
  find: (compiled: Compiled) => Violations,
  examples: fc.Arbitrary<History> = history,
): void {
  checkHistories((example) => {
    for (const compiled of releasesOf(example)) expect([...find(compiled)]).toEqual([]);
  }, examples);
}

/** Check a property on random histories. */
export function checkHistories(
  check: (example: History) => void,
  examples: fc.Arbitrary<History> = history,
): void {
  fc.assert(fc.property(examples, check), { numRuns: RUNS });
}

/** The two releases of a history. */
export function releasesOf({ start, versions: [a, b, c] }: History): readonly [Compiled, Compiled] {
  const first = start === 'rendered' ? fromRendered(a, b) : follow(install(a), b);
  return [
    { release: first, source: b },
    { release: follow(first, c), source: c },
  ];
}

/** A release from a version that is rendered by today's code, in place of what is live. */
export function fromRendered(before: ReleaseCase, after: ReleaseCase): CompiledRelease {
  const plan = planOf(after);
  // today's code renders the version before, so the chart's other objects are today's
  const application = assembleApplication(plan, renderedOf(before), after.others);
  if (application === undefined) return install(after);
  return compileCase(after, { kind: 'rendered', application });
}

/** Every two neighbouring states of a release. */
export function transitionsOf(release: CompiledRelease): readonly Transition[] {
  return pathsOf(release).flatMap(({ name, phases }) =>
    phases.slice(1).map((after, index) => ({ path: name, before: phases[index] as Phase, after })),
  );
}

/** Every state of a release, forward and on the ways back. */
export function statesOf(release: CompiledRelease): readonly Phase[] {
  return [...release.phases, ...Object.values(release.waysBack).flat()];
}

/** Pods of the new version that carry all the traffic, as the plan and the charts say. */
export function capacityOf({ release, source }: Compiled): number {
  const plan = planOf(source);
  const { autoscaler, deployment } = applicationOf(source, plan);
  const live = release.phases[0]?.objects.find(({ kind }) => kind === 'HorizontalPodAutoscaler');
  const patch = specOf(plan.patch.HorizontalPodAutoscaler);
  const scaled = { ...specOf(autoscaler ?? live), ...patch };
  const isScaled = (autoscaler ?? live) !== undefined;
  const fixed = plan.replicas ?? deployment.spec.replicas ?? 1;
  return plan.capacity ?? (isScaled ? scaled.maxReplicas : undefined) ?? fixed;
}

function specOf(object: object | undefined): { readonly maxReplicas?: number } {
  return (object as { spec?: unknown } | undefined)?.spec ?? {};
}
