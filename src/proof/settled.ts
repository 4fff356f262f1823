import type { Manifest } from '../manifest/manifest';
import { covers } from '../mesh/host-name';
import { ask, destinationsOf } from './explore';
import { lossAt, lossOf, mostOf, running } from './judge';
import type { PodClass } from './readiness';
import type { Call, Scene } from './scene';
import type { Settled } from './settled-call';

/** Ask a call of a settled state; asked once. */
export function settledOf(scene: Scene, call: Call, state: readonly Manifest[]): Settled {
  const known = call.settled.get(state);
  if (known !== undefined) return known;
  const settled = settle(scene, call, state);
  call.settled.set(state, settled);
  return settled;
}

function settle(scene: Scene, call: Call, state: readonly Manifest[]): Settled {
  const outcome = ask(scene, call, new Map(), scene.baseOf(state));
  const sizes = scene.sizesOf(state);
  const whole = lossOf(outcome);
  const losses =
    whole === undefined
      ? destinationsOf(outcome).flatMap((destination) => lossAt(destination, sizes) ?? [])
      : [whole];
  const lost = losses.reduce((sum, { share }) => sum + share, 0);
  const rule = 'route' in outcome ? outcome.route : undefined;
  return {
    outcome,
    sizes,
    lost,
    byRule: rule !== undefined && !rule.object.startsWith('Service '),
  };
}

/** The share of a settled call's requests that pods of one sort answer. */
export function shareIn(settled: Settled, isOf: (pod: PodClass) => boolean): number {
  return destinationsOf(settled.outcome).reduce(
    (sum, { share, state, pods }) =>
      state === 'ok' ? sum + share * mostOf(pods, settled.sizes, isOf) : sum,
    0,
  );
}

/** The share that each workload answers in a settled state. */
export function sharesByWorkload(settled: Settled): Readonly<Record<string, number>> {
  const shares: Record<string, number> = {};
  for (const { pods } of destinationsOf(settled.outcome)) {
    for (const { workload } of running(pods, settled.sizes)) {
      shares[workload] ??= shareIn(settled, (pod) => pod.workload === workload);
    }
  }
  return shares;
}

/**
 * Whether a state still claims what a call is for: the port of its Service, or a name that routes have. What nothing names any
 * more was given up on purpose.
 */
export function claims(scene: Scene, call: Call, state: readonly Manifest[]): boolean {
  const { services, routes, servers } = scene.worldOf(state);
  const { host, port } = call.request;
  if (call.caller.kind === 'gateway' && servers.every((server) => server.port !== port))
    return false;
  const own = services.filter((service) => service.host === host);
  if (own.length > 0) return own.some(({ ports }) => ports.some(({ number }) => number === port));
  return routes.some(({ hosts }) => hosts.some((name) => name !== '*' && covers(name, host)));
}
