import type { CompiledRelease, Proved } from '../compile/compile-release';
import type { Phase } from '../compile/phase';
import { serviceHost } from '../mesh/host-name';
import type { Expectations } from './expectations';
import { isProved, proveMixing } from './prove';
import { Scene } from './scene';
import type { TransitionProof } from './violation';

/** What was proved of a compiled release. */
export interface ReleaseProof extends Proved {
  readonly transitions: readonly ProvedTransition[];
}

/** One transition of a release, with its proof. */
export interface ProvedTransition {
  readonly from: string;
  readonly to: string;
  /** Where it is: forward, or on the way back from a phase. */
  readonly path: 'forward' | { readonly back: string };
  readonly proof: TransitionProof;
}

/** Proves every transition of a release, forward and on every way back, and finds what may be skipped. */
export function proveRelease(release: CompiledRelease): ReleaseProof {
  const { phases, waysBack } = release;
  const backs = Object.entries(waysBack);
  const all = [...phases, ...backs.flatMap(([, steps]) => steps)];
  const states = [...new Set(all.map(({ objects }) => objects))];
  const scene = new Scene(states, undefined, 'assumed');
  const expect = (members: readonly Phase[]): Expectations => expectationsOf(release, members);
  const proofs = new Map<string, TransitionProof>();
  const numbers = new Map(states.map((objects, at) => [objects, at]));
  const prove = (members: readonly Phase[]): TransitionProof => {
    const states = statesOf(members);
    const expectations = expect(members);
    // ways back end alike: what was proved once is not proved again
    const name = `${states.map((state) => numbers.get(state)).join()} ${JSON.stringify(expectations)}`;
    const proof = proofs.get(name) ?? proveMixing(scene, { states }, expectations);
    proofs.set(name, proof);
    return proof;
  };
  const forward = pairs(phases).map(
    ([before, after]): ProvedTransition => ({
      from: before.id,
      to: after.id,
      path: 'forward',
      proof: prove([before, after]),
    }),
  );
  const back = backs.flatMap(([id, steps]) => {
    const at = phases.findIndex((phase) => phase.id === id);
    const here = phases[at];
    if (here === undefined) return [];
    return steps.map((step, index): ProvedTransition => {
      // an abort does not wait for anything: objects of the phase before may still be there
      const earlier = index === 0 ? [phases[at - 1] ?? here, here] : [steps[index - 1] ?? here];
      const from = earlier.at(-1)?.id ?? id;
      const proof = prove([...earlier, step]);
      const calm = prove([...earlier.slice(-1), step]);
      return {
        from,
        to: step.id,
        path: { back: id },
        proof: isRefuted(calm) ? proof : calmly(proof),
      };
    });
  });
  return {
    transitions: [...forward, ...back],
    skips: findSkips(scene, phases, expect),
    ...findEarly(scene, phases, expect),
  };
}

function isRefuted({ violations }: TransitionProof): boolean {
  return violations.some(({ severity }) => severity === 'error');
}

/** What is refuted only for an abort of a phase that has not settled is a warning: it can be waited for. */
function calmly(proof: TransitionProof): TransitionProof {
  if (!isRefuted(proof)) return proof;
  const violations = proof.violations.map((violation) => ({
    ...violation,
    severity: 'warning' as const,
    message: `aborted before the phase has settled, ${violation.message}`,
  }));
  return { ...proof, proved: proof.unproved.length === 0, violations };
}

function findSkips(
  scene: Scene,
  phases: readonly Phase[],
  expect: (members: readonly Phase[]) => Expectations,
): Proved['skips'] {
  return phases.flatMap((from, index) =>
    phases
      .slice(index + 2)
      .filter((to) => keepsCanary(from, to))
      .filter((to) => isProved(scene, { states: statesOf([from, to]) }, expect([from, to])))
      .map((to) => ({ from: from.id, to: to.id })),
  );
}

/** Whether a leap still tries the new version before everybody gets it. */
function keepsCanary(from: Phase, to: Phase): boolean {
  return from.versions.primary === to.versions.primary || from.traffic.canary === 100;
}

/** Phases that may be left while some callers are still routed as in the phase before, and what others would do. */
function findEarly(
  scene: Scene,
  phases: readonly Phase[],
  expect: (members: readonly Phase[]) => Expectations,
): Pick<Proved, 'early' | 'settling'> {
  const early: string[] = [];
  const settling: Record<string, string> = {};
  for (const [index, here] of phases.slice(1, -1).entries()) {
    const members = [phases[index], here, phases[index + 2]].filter((phase) => phase !== undefined);
    const mixing = { states: statesOf(members), pods: statesOf(members.slice(1)) };
    const { violations, unproved } = proveMixing(scene, mixing, expect(members));
    const reason = violations[0]?.message ?? unproved[0];
    if (reason === undefined) early.push(here.id);
    else settling[here.id] = reason;
  }
  return { early, settling };
}

function statesOf(phases: readonly Phase[]): readonly Phase['objects'][] {
  return phases.map(({ objects }) => objects);
}

/** What a release promises while any of some phases' objects are there. */
export function expectationsOf(
  { plan, service, capacity }: CompiledRelease,
  phases: readonly Phase[],
): Expectations {
  const routed = phases.some(({ headerRoutes }) => headerRoutes.length > 0);
  const headers = plan.steps.flatMap(({ setHeaderRoute }) => setHeaderRoute?.match ?? []);
  const isSplitBySubset = plan.layout === 'subsets';
  return {
    canary: { [plan.trackLabel]: 'canary' },
    hosts: [serviceHost(service, plan.namespace)],
    internal: [plan.names.primary, plan.names.canary].map((name) =>
      serviceHost(name, plan.namespace),
    ),
    exposure: Math.max(...phases.map(({ traffic }) => traffic.canary)) / 100,
    exempt: routed
      ? headers.map(({ headerName, headerValue }) => ({
          name: headerName,
          value: { ...headerValue },
        }))
      : [],
    outsideMesh: isSplitBySubset && plan.outsideMesh === 'may-reach-canary' ? 1 : 0,
    outsideCallers: plan.outsideMesh === 'none' ? 'none' : 'yes',
    capacity,
  };
}

function pairs<Item>(items: readonly Item[]): readonly (readonly [Item, Item])[] {
  return items.slice(1).flatMap((item, index) => {
    const before = items[index];
    return before === undefined ? [] : [[before, item] as const];
  });
}
