import { keyOf } from '../manifest/identity';
import type { Manifest } from '../manifest/manifest';
import { groupKind } from '../manifest/workload';
import type { Caller } from '../mesh/caller';
import { indexWorld } from '../mesh/index-world';
import { meshSettings, type MeshSettings } from '../mesh/mesh-settings';
import { outcome } from '../mesh/outcome';
import type { Outcome } from '../mesh/outcome-kinds';
import type { MeshRequest } from '../mesh/request';
import type { World } from '../mesh/world';
import { assumeGateways } from './assumed-gateways';
import { assumeServices } from './assumed-services';
import { callersOf } from './callers';
import { coneOf, stageOf, type Cone } from './cone';
import { endOfCall } from './end-of-call';
import { PodClasses, type Sizes } from './readiness';
import { requestsOf, type RequestClasses } from './requests';
import type { Settled } from './settled-call';

/** One question of a proof: a caller, a class of its requests, and the changing objects that the answer may depend on. */
export interface Call {
  readonly caller: Caller;
  readonly request: MeshRequest;
  readonly cone: Cone;
  /** What it gets in settled states, filled when it is asked. */
  readonly settled: Map<readonly Manifest[], Settled>;
}

/** What an object is in a mixture; undefined where it is not there. */
export type Chosen = (key: string) => Manifest | undefined;

/**
 * The states of one release or transition, ready to be mixed. Outcomes are remembered by the objects that they depend on,
 * so that mixtures of neighbouring transitions, skips and ways back cost nothing a second time.
 */
export class Scene {
  readonly states: readonly (readonly Manifest[])[];
  readonly settings: MeshSettings;
  readonly classes = new PodClasses();
  readonly calls: readonly Call[];
  /** Gateways that are named and not given, and if asked for Services; they are taken to be there. */
  readonly assumed: readonly Manifest[];
  /** Conditions of routes for which no request was found. */
  readonly missed: readonly string[];
  /** Outcomes that were worked out, and worlds that were indexed for them. */
  readonly cost = { outcomes: 0, worlds: 0 };
  /** Routing objects that are the same in all states. */
  readonly #constant: readonly Manifest[];
  /** The variants of routing objects that differ between states. */
  readonly #varying: ReadonlyMap<string, readonly Manifest[]>;
  readonly #byRouting = new Map<string, World>();
  readonly #bases = new Map<readonly Manifest[], ReadonlyMap<string, Manifest>>();
  #splitHosts: ReadonlySet<string> | undefined;
  readonly #settled = new Map<readonly Manifest[], World>();
  readonly #sizes = new Map<readonly Manifest[], Sizes>();
  readonly #numbers = new Map<Manifest, number>();
  readonly #worlds = new Map<string, World>();
  readonly #outcomes = new Map<Call, Map<string, Outcome>>();

  constructor(
    states: readonly (readonly Manifest[])[],
    settings: MeshSettings = meshSettings(),
    missing: 'lost' | 'assumed' = 'lost',
  ) {
    this.states = states;
    this.settings = settings;
    this.assumed = [
      ...assumeGateways(states),
      ...(missing === 'assumed' ? assumeServices(states) : []),
    ];
    const { constant: given, varying } = separate(states);
    const constant = [...given, ...this.assumed];
    this.#constant = constant;
    this.#varying = varying;
    this.classes.between(states);
    const worlds = [...new Set(states.map((state) => this.worldOf(state)))];
    const all = [...constant, ...[...varying.values()].flat()];
    const running = states.flatMap((state) => state.filter((manifest) => !routes(manifest)));
    const callers = callersOf([...all, ...new Set(running)], worlds);
    const missed = new Set<string>();
    const classes = new Map<string, RequestClasses>();
    const stage = stageOf(constant, varying);
    this.calls = callers.flatMap((caller) => {
      const found = requestsOf(worlds, caller, classes);
      for (const text of found.missed) missed.add(text);
      return found.requests.map((request) => ({
        caller,
        request,
        cone: coneOf(caller, request, stage),
        settled: new Map(),
      }));
    });
    this.missed = [...missed];
  }

  /** The outcome of a call where the varying objects are as chosen. */
  outcomeOf(call: Call, chosen: Chosen): Outcome {
    const picked = call.cone.keys.map((key) => chosen(key));
    const text = picked.map((manifest) => this.#numberOf(manifest)).join();
    const known = this.#outcomes.get(call) ?? new Map<string, Outcome>();
    this.#outcomes.set(call, known);
    const found = known.get(text);
    if (found !== undefined) return found;
    const world = this.#worldOf(call.cone, picked, text);
    const made = endOfCall(outcome(world, call.caller, call.request), call.request, world);
    this.cost.outcomes += 1;
    known.set(text, made);
    return made;
  }

  /** A settled state of the scene, indexed. */
  worldOf(state: readonly Manifest[]): World {
    const known = this.#settled.get(state);
    if (known !== undefined) return known;
    const routing = state.filter(routes);
    // many states differ in their pods alone
    const name = routing.map((manifest) => this.#numberOf(manifest)).join();
    const made = this.#byRouting.get(name) ?? this.#index([...routing, ...this.assumed]);
    this.#byRouting.set(name, made);
    this.#settled.set(state, made);
    return made;
  }

  /** The pods of a settled state. */
  sizesOf(state: readonly Manifest[]): Sizes {
    const known = this.#sizes.get(state);
    if (known !== undefined) return known;
    const made = this.classes.between([state]);
    this.#sizes.set(state, made);
    return made;
  }

  /** Hosts that any state splits requests between: names of tracks rather than of applications. */
  get splitHosts(): ReadonlySet<string> {
    this.#splitHosts ??= new Set(
      this.states.flatMap((state) =>
        this.worldOf(state).routes.flatMap(({ http, hosts }) =>
          http.flatMap(({ action }) =>
            action.kind === 'split' && action.targets.length > 1
              ? action.targets.map(({ host }) => host).filter((host) => !hosts.includes(host))
              : [],
          ),
        ),
      ),
    );
    return this.#splitHosts;
  }

  /** The objects of a state, by key. */
  baseOf(state: readonly Manifest[]): ReadonlyMap<string, Manifest> {
    const known = this.#bases.get(state);
    if (known !== undefined) return known;
    const made = new Map(state.map((manifest) => [keyOf(manifest), manifest]));
    this.#bases.set(state, made);
    return made;
  }

  #worldOf({ keys, text }: Cone, picked: readonly (Manifest | undefined)[], ids: string): World {
    const name = `${text}\n${ids}`;
    const known = this.#worlds.get(name);
    if (known !== undefined) return known;
    const objects = [...this.#constant];
    // what does not matter to the call is there as it is in the first state that has it
    for (const [key, [first]] of this.#varying) {
      const at = keys.indexOf(key);
      const manifest = at < 0 ? first : picked[at];
      if (manifest !== undefined) objects.push(manifest);
    }
    const world = this.#index(objects);
    this.#worlds.set(name, world);
    return world;
  }

  #index(manifests: readonly Manifest[]): World {
    this.cost.worlds += 1;
    return { ...indexWorld(manifests, this.settings), pods: this.classes.all };
  }

  #numberOf(manifest: Manifest | undefined): number {
    if (manifest === undefined) return 0;
    const known = this.#numbers.get(manifest);
    if (known !== undefined) return known;
    const number = this.#numbers.size + 1;
    this.#numbers.set(manifest, number);
    return number;
  }
}

function separate(states: readonly (readonly Manifest[])[]): {
  readonly constant: readonly Manifest[];
  readonly varying: ReadonlyMap<string, readonly Manifest[]>;
} {
  const byKey = new Map<string, { readonly variants: Manifest[]; count: number }>();
  for (const state of states) {
    for (const manifest of state) {
      if (!routes(manifest)) continue;
      const key = keyOf(manifest);
      const found = byKey.get(key) ?? { variants: [], count: 0 };
      byKey.set(key, found);
      if (!found.variants.includes(manifest)) found.variants.push(manifest);
      found.count += 1;
    }
  }
  const constant: Manifest[] = [];
  const varying = new Map<string, readonly Manifest[]>();
  for (const [key, { variants, count }] of byKey) {
    if (variants.length === 1 && count === states.length) constant.push(...variants);
    else varying.set(key, variants);
  }
  return { constant, varying };
}

/** Whether the routing model reads an object for more than its pods. */
export function routes(manifest: Manifest): boolean {
  return ROUTING.has(groupKind(manifest));
}

const ROUTING: ReadonlySet<string> = new Set([
  '/Service',
  '/Namespace',
  'networking.istio.io/VirtualService',
  'networking.istio.io/DestinationRule',
  'networking.istio.io/Gateway',
  'networking.istio.io/ServiceEntry',
  'networking.istio.io/Sidecar',
  'networking.istio.io/EnvoyFilter',
  'networking.k8s.io/Ingress',
  'networking.k8s.io/IngressClass',
  'gateway.networking.k8s.io/Gateway',
  'gateway.networking.k8s.io/HTTPRoute',
  'gateway.networking.k8s.io/ReferenceGrant',
]);
