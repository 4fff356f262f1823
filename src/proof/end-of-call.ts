import { CLUSTER_DOMAIN } from '../mesh/host-name';
import type { Outcome } from '../mesh/outcome-kinds';
import type { MeshRequest } from '../mesh/request';
import type { World } from '../mesh/world';

/**
 * What an outcome comes to for whoever asked. A name of the cluster that no Service has leads nowhere, though the proxy would
 * let the request pass; and the 502 of a mesh that lets out registered names only is no answer of the application.
 */
export function endOfCall(outcome: Outcome, { host }: MeshRequest, world: World): Outcome {
  if (outcome.kind === 'passthrough' && isOfCluster(host) && !world.servicesByHost.has(host)) {
    const derivation = [...outcome.derivation, `no Service has the name ${host}`];
    return { kind: 'refused', workloads: {}, errors: [{ code: 'UF', share: 1 }], derivation };
  }
  if (outcome.kind === 'direct-response' && outcome.route === undefined && outcome.status === 502) {
    const { derivation } = outcome;
    const errors = [{ code: 'closed', status: 502, share: 1 }] as const;
    return { kind: 'blackhole', workloads: {}, errors, derivation };
  }
  return outcome;
}

function isOfCluster(host: string): boolean {
  return host.endsWith(`.${CLUSTER_DOMAIN}`);
}
