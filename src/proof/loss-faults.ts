import type { Case } from './call-faults';
import type { Fault } from './fault';
import { guaranteed, lossAt, lossOf } from './judge';

/** What people get, by code. */
const TOLD: Readonly<Record<string, string>> = {
  NR: 'get 404 (NR: no route)',
  NC: 'get 503 (NC: no such cluster)',
  UH: 'get 503 (UH: no ready pod)',
  UF: 'get 503 (UF: nobody at the address)',
  closed: 'find the connection closed',
  rejected: 'are routed by stale rules: the proxy refuses the whole route table',
};

const TOO_SMALL = 1e-9;

/**
 * Requests that have an answer before and after have one in every mixture, and go to destinations of which a pod is ready
 * whatever happens.
 */
export function lossFaults(one: Case): readonly Fault[] {
  const { scene, call, transition, branches, settled, withdrawn, expectations } = one;
  if (settled.before.lost > TOO_SMALL || withdrawn) return [];
  if (expectations.internal?.includes(call.request.host) === true) return [];
  // a track that is scaled to nothing, called by its own name: hardly anybody does
  const stays = settled.after.lost > TOO_SMALL && scene.splitHosts.has(call.request.host);
  const severity = stays ? 'warning' : 'error';
  if (settled.before.outcome.kind === 'unknown') return [];
  const { sizes } = transition;
  const faults: Fault[] = [];
  for (const { mixture, outcome, groups } of branches) {
    const whole = lossOf(outcome);
    if (whole !== undefined) {
      const { code } = whole;
      const met = { call, outcome, settled, holds: () => true };
      faults.push({ ...lost(code), severity, mixture, sort: sortOf(call), share: 1, met });
    }
    for (const { ends } of groups) {
      for (const end of ends) {
        for (const destination of end.destinations) {
          const loss = lossAt(destination, sizes);
          if (loss === undefined) continue;
          const holds =
            loss.code === 'UH' && destination.state === 'ok'
              ? (other: typeof sizes) => guaranteed(destination.pods, other) <= 0
              : () => true;
          const met = { call, outcome: end.outcome, settled, holds };
          const { mixture: both } = end;
          faults.push({
            ...lost(loss.code),
            severity,
            mixture: both,
            sort: sortOf(call),
            share: loss.share,
            met,
          });
        }
      }
    }
  }
  return faults;
}

function lost(code: string): Pick<Fault, 'obligation' | 'code' | 'gets' | 'limit'> {
  const obligation = code === 'UH' ? 'live-destination' : 'no-lost-request';
  return { obligation, code, gets: TOLD[code] ?? `fail (${code})`, limit: 0 };
}

function sortOf({ caller, request }: Case['call']): string {
  return `${caller.kind} ${request.host}`;
}
