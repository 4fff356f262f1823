import type { Delivered, Failure, Lost, Unknown } from './outcome-kinds';
import type { Place } from './place';
import type { Pod } from './pods';
import { sumUp } from './deliver';

/** The outcome of a request that nobody gets. */
export function lost(kind: Lost['kind'], derivation: readonly string[], route?: Place): Lost {
  const errors = [FAILURES[kind]];
  return { kind, ...(route === undefined ? {} : { route }), workloads: {}, errors, derivation };
}

/** The outcome of a request that this model cannot follow. */
export function unknown(reason: string, derivation: readonly string[]): Unknown {
  return { kind: 'unknown', reason, workloads: {}, errors: [], derivation };
}

/** The outcome of a request that goes untouched to the address that was dialled. */
export function passThrough(
  pods: readonly Pod[],
  protocol: 'route' | 'tcp',
  derivation: readonly string[],
): Delivered {
  const state = pods.length > 0 ? 'ok' : 'UF';
  const destinations = [{ cluster: 'PassthroughCluster', share: 1, state, pods } as const];
  return {
    kind: 'passthrough',
    destinations,
    mirrors: [],
    ...sumUp(destinations, protocol, 'istio'),
    derivation: [
      ...derivation,
      state === 'ok'
        ? `everything goes untouched to the address that was dialled, and so to all ${pods.length} behind it`
        : 'nobody answers at the address that was dialled',
    ],
  };
}

const FAILURES: Readonly<Record<Lost['kind'], Failure>> = {
  'no-route': { code: 'NR', status: 404, share: 1 },
  blackhole: { code: 'closed', share: 1 },
  reset: { code: 'closed', share: 1 },
  refused: { code: 'closed', share: 1 },
  'invalid-weights': { code: 'rejected', share: 1 },
};
