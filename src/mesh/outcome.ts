import type { Caller } from './caller';
import { gatewayOutcome } from './gateway-outcome';
import type { Outcome } from './outcome-kinds';
import { outsideOutcome } from './outside-outcome';
import type { MeshRequest } from './request';
import { sidecarOutcome } from './sidecar-outcome';
import type { World } from './world';

/**
 * Where a caller's request ends in a settled world: which rule takes it, what share reaches which workload, and what fails.
 * What is not modelled is an outcome of kind `unknown` with the reason. Ask many requests with the same caller object: what
 * a caller sees is worked out once.
 *
 * Left out, and so never a reason for `unknown`: authorization, TLS between proxies, injected faults, outlier ejection,
 * circuit breaking, timeouts and retries. Pods of one destination share its requests evenly.
 */
export function outcome(world: World, caller: Caller, request: MeshRequest): Outcome {
  switch (caller.kind) {
    case 'sidecar':
      return sidecarOutcome(world, caller, request);
    case 'gateway':
      return gatewayOutcome(world, caller, request);
    case 'outside':
      return outsideOutcome(world, caller, request);
  }
}
