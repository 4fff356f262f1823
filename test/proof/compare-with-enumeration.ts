import type { Manifest } from '../../src/manifest/manifest';
import { meshSettings } from '../../src/mesh/mesh-settings';
import type { Fault } from '../../src/proof/fault';
import { findFaults } from '../../src/proof/find-faults';
import { internStates } from '../../src/proof/intern-states';
import { Scene, type Call } from '../../src/proof/scene';
import { claims } from '../../src/proof/settled';
import { transitionOf } from '../../src/proof/transition';
import { answerOf, enumerate, type Answer, type Enumeration } from './enumerate';
import type { RandomTransition } from './random-transition';

/** What the proof and the enumeration say of one call. */
export interface Comparison {
  readonly call: string;
  readonly proof: Verdict;
  readonly enumeration: Verdict;
  /** Counter-examples of the proof that no world shows. */
  readonly untrue: readonly string[];
}

/** What of the obligations on one call is broken. */
export interface Verdict {
  readonly lost: boolean;
  /** The largest share of each version that is too large, by the workloads that run it. */
  readonly exposed: Readonly<Record<string, number>>;
}

const NEAR = 1e-9;

/** Hold the proof of a transition against plain enumeration, call by call; calls that the model can't follow are left out. */
export function compareWithEnumeration(transition: RandomTransition): readonly Comparison[] {
  const { scene, faults, enumeration } = prepare(transition);
  return scene.calls.flatMap((call) => {
    const { verdict, unknown } = enumerateCall(scene, call, enumeration);
    if (unknown) return [];
    const own = faults.get(call) ?? [];
    return {
      call: `${JSON.stringify(call.caller)} ${JSON.stringify(call.request)}`,
      proof: verdictOf(own),
      enumeration: verdict,
      untrue: own.filter((fault) => !isTrue(fault, enumeration)).map(({ gets }) => gets),
    };
  });
}

function prepare({ before, after, registryOnly }: RandomTransition): {
  readonly scene: Scene;
  readonly faults: ReadonlyMap<Call, readonly Fault[]>;
  readonly enumeration: Enumeration;
} {
  const settings = meshSettings({
    outboundTrafficPolicy: { mode: registryOnly ? 'REGISTRY_ONLY' : 'ALLOW_ANY' },
  });
  const states = internStates([before, after]);
  const scene = new Scene(states, settings);
  const faults = new Map<Call, Fault[]>();
  for (const found of findFaults(scene, transitionOf(scene, { states }), {})) {
    for (const fault of found.faults) {
      if (fault.met === undefined) continue;
      const { call } = fault.met;
      faults.set(call, [...(faults.get(call) ?? []), fault]);
    }
  }
  return { scene, faults, enumeration: enumerate(before, after, settings, scene.assumed) };
}

/** What the proof says of a call. */
function verdictOf(faults: readonly Fault[]): Verdict {
  const exposed: Record<string, number> = {};
  for (const { obligation, gets, share = 0 } of faults) {
    if (!EXPOSURE.has(obligation)) continue;
    const name = /^reach (.*), w/.exec(gets)?.[1] ?? gets;
    exposed[name] = round(Math.max(exposed[name] ?? 0, share));
  }
  return { lost: faults.some(({ obligation }) => LOSS.has(obligation)), exposed };
}

const EXPOSURE: ReadonlySet<string> = new Set(['exposure-bound', 'no-bypass']);
const LOSS: ReadonlySet<string> = new Set(['no-lost-request', 'live-destination']);

/** What the obligations say of a call, over every mixture. */
function enumerateCall(
  scene: Scene,
  call: Call,
  { before, after, worlds }: Enumeration,
): { readonly verdict: Verdict; readonly unknown: boolean } {
  const { caller, request } = call;
  const answers = worlds.map((world) => answerOf(world, caller, request));
  const [first, last] = [before, after].map((world) => answerOf(world, caller, request));
  if (first === undefined || last === undefined) throw new Error('no settled states');
  const unknown = first.unknown || last.unknown || answers.some((answer) => answer.unknown);
  const withdrawn = last.lost > NEAR && !claims(scene, call, scene.states[1] ?? []);
  // a track that is scaled to nothing: its name is for the split, and not to be called
  const retired = last.lost > NEAR && scene.splitHosts.has(request.host);
  const asked = first.lost <= NEAR && !withdrawn && !retired;
  const lost = asked && answers.some((answer) => answer.lost > NEAR);
  return { verdict: { lost, exposed: exposedIn(answers, first, last) }, unknown };
}

function exposedIn(
  answers: readonly Answer[],
  before: Answer,
  after: Answer,
): Readonly<Record<string, number>> {
  const most = new Map<string, number>();
  const names = new Map<string, Set<string>>();
  for (const { shares, workloads } of answers) {
    for (const [version, share] of shares) {
      most.set(version, Math.max(most.get(version) ?? 0, share));
      const known = names.get(version) ?? new Set<string>();
      names.set(version, new Set([...known, ...(workloads.get(version) ?? [])]));
    }
  }
  const exposed: Record<string, number> = {};
  for (const [version, share] of most) {
    const meant = after.byRule || !before.byRule ? (after.shares.get(version) ?? 0) : 0;
    const seen = Math.max(before.shares.get(version) ?? 0, meant);
    const limit = seen > NEAR && !before.byRule && !after.byRule ? 1 : seen;
    if (limit >= 1 - NEAR || share <= limit + NEAR) continue;
    const name = [...(names.get(version) ?? [])].sort().join(' and ');
    exposed[name] = round(Math.max(exposed[name] ?? 0, share));
  }
  return exposed;
}

/** Whether the mixture of a counter-example shows the fault, with everything else as before. */
function isTrue({ obligation, mixture, met, share = 0 }: Fault, all: Enumeration): boolean {
  if (met === undefined) return true;
  const { caller, request } = met.call;
  const objects = new Map<string, Manifest | undefined>(
    [...mixture].map(([{ key }, { manifest }]) => [key, manifest]),
  );
  const answers = all.worldsOf(objects).map((world) => answerOf(world, caller, request));
  const lost = Math.max(...answers.map((answer) => answer.lost));
  const most = Math.max(0, ...answers.flatMap(({ shares }) => [...shares.values()]));
  if (LOSS.has(obligation)) return lost >= share - NEAR;
  return EXPOSURE.has(obligation) ? most >= share - NEAR : true;
}

function round(share: number): number {
  return Number(share.toFixed(9));
}
