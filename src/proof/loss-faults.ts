import type { Caller } from '../mesh/caller';
import type { Destination, Outcome } from '../mesh/outcome-kinds';
import type { Case } from './case';
import type { End } from './explore';
import type { Fault } from './fault';
import { lossAt, lossOf, type Loss } from './judge';
import type { Sizes } from './readiness';

const TOO_SMALL = 1e-9;

/**
 * Requests that have an answer before and after have one in every mixture, and go to destinations of which a pod is ready
 * whatever happens.
 */
export function lossFaults(one: Case): readonly Fault[] {
  const { scene, call, transition, branches, settled, withdrawn, expectations } = one;
  if (settled.before.lost > TOO_SMALL || withdrawn) return [];
  if (expectations.internal?.includes(call.request.host) === true) return [];
  // a track that is scaled to nothing: its name is for the split, and not to be called
  if (settled.after.lost > TOO_SMALL && scene.splitHosts.has(call.request.host)) return [];
  if (settled.before.outcome.kind === 'unknown') return [];
  const { sizes } = transition;
  const faults: Fault[] = [];
  for (const { mixture, outcome, groups } of branches) {
    const whole = lossOf(outcome);
    if (whole !== undefined) {
      const met = { call, outcome, settled, holds: () => true };
      faults.push({ ...lost(call, whole), mixture, sort: sortOf(call), share: 1, met });
    }
    for (const end of groups.flatMap(({ ends }) => ends)) {
      for (const { holds, ...loss } of lossesOf(end, sizes)) {
        const met = { call, outcome: end.outcome, settled, holds };
        const { share } = loss;
        faults.push({ ...lost(call, loss), mixture: end.mixture, sort: sortOf(call), share, met });
      }
    }
  }
  return faults;
}

function lost(
  { caller }: Case['call'],
  { code, status }: Loss,
): Pick<Fault, 'obligation' | 'severity' | 'code' | 'gets' | 'limit'> {
  const obligation = code === 'UH' ? 'live-destination' : 'no-lost-request';
  return { obligation, severity: 'error', code, gets: tellLoss(caller, code, status), limit: 0 };
}

/** What fails of the destinations of an end, by code: they fail together. */
function lossesOf(
  { destinations, outcome }: End,
  sizes: Sizes,
): readonly (Loss & { readonly holds: (sizes: Sizes) => boolean })[] {
  const byCode = new Map<Loss['code'], { loss: Loss; readonly at: Destination[] }>();
  for (const destination of destinations) {
    const loss = lossAt(destination, sizes);
    if (loss === undefined) continue;
    const { loss: known = { ...loss, share: 0 }, at = [] } = byCode.get(loss.code) ?? {};
    const share = known.share + loss.share;
    byCode.set(loss.code, { loss: { ...known, share }, at: [...at, destination] });
  }
  return [...byCode.values()].map(({ loss, at }) => ({
    ...loss,
    status: statusOf(outcome, loss),
    holds: (other) => at.every((destination) => lossAt(destination, other)?.code === loss.code),
  }));
}

/** The HTTP status of a loss at a destination; connections have none. */
function statusOf(outcome: Outcome, { code, status }: Loss): number | undefined {
  if (outcome.kind === 'tcp') return undefined;
  return outcome.errors.find((error) => error.code === code)?.status ?? status;
}

/** What people get: without a proxy nobody answers for the one that is missing. */
function tellLoss({ kind }: Caller, code: Loss['code'], status: number | undefined): string {
  const proxied = kind !== 'outside' && status !== undefined;
  switch (code) {
    case 'NR':
      return 'get 404 (NR: no route)';
    case 'NC':
      return `${proxied ? `get ${status}` : 'find the connection closed'} (NC: no such cluster)`;
    case 'UH':
      return proxied ? `get ${status} (UH: no ready pod)` : 'find no ready pod to connect to';
    case 'UF':
      return proxied ? `get ${status} (UF: nobody at the address)` : 'find nobody to connect to';
    case 'closed':
      return status === undefined
        ? 'find the connection closed'
        : `get ${status} (the mesh lets out calls to registered names only)`;
    case 'rejected':
      return 'are routed by stale rules: the proxy refuses the whole route table';
  }
}

function sortOf({ caller, request }: Case['call']): string {
  return `${caller.kind} ${request.host}`;
}
