import type { VirtualHost } from './host-table';
import { deliver } from './deliver';
import { lost, unknown } from './lost';
import type { Outcome } from './outcome-kinds';
import { tellPlace } from './place';
import type { Pod } from './pods';
import { matchesRequest, type MeshRequest } from './request';
import { splitShares } from './split';
import type { View } from './view';
import type { World } from './world';

/** A request at the virtual host that it is for. */
export interface HttpArrival {
  readonly world: World;
  readonly view: View;
  readonly request: MeshRequest;
  readonly host: VirtualHost;
  /** The port that a destination without one means. */
  readonly port: number;
  readonly dialled: () => readonly Pod[];
  readonly derivation: readonly string[];
}

/** Takes a request through the rules of a virtual host: the first that matches decides, none is a 404. */
export function httpOutcome(arrival: HttpArrival): Outcome {
  const { host, request } = arrival;
  const derivation = [...arrival.derivation, `the proxy takes it for ${host.name}`];
  if (host.httpsRedirect && request.secure !== true) {
    const told = [...derivation, 'the server sends requests in clear to HTTPS'];
    const location = `https://${request.host}${request.path ?? '/'}`;
    return {
      ...ANSWERED,
      kind: 'redirect',
      status: 301,
      location,
      route: undefined,
      derivation: told,
    };
  }
  for (const { match, rule, config } of host.rules) {
    const matched = matchesRequest(match, request);
    if (matched === undefined) {
      return unknown(`cannot tell whether ${tellPlace(rule.place)} matches`, derivation);
    }
    if (!matched) continue;
    derivation.push(`${tellPlace(rule.place)} is the first rule that matches`);
    if (rule.leftOut !== undefined) derivation.push(rule.leftOut);
    const { action } = rule;
    if (action.kind === 'redirect' || action.kind === 'direct-response') {
      return { ...ANSWERED, ...action, route: rule.place, derivation };
    }
    if (action.kind === 'unknown') return unknown(action.reason, derivation);
    if (action.kind === 'delegate') return unknown('a delegate that delegates', derivation);
    const shares = splitShares(action.targets);
    if (shares === undefined) {
      derivation.push('its weights add up to 0 or are negative, so the proxy refuses all routes');
      return lost('invalid-weights', derivation, rule.place);
    }
    const { dialect } = config;
    const { world, view, port, dialled } = arrival;
    const delivery = { world, view, kind: 'route', dialect, route: rule.place, port } as const;
    const delivered = deliver({ ...delivery, dialled, derivation }, shares, rule.mirrors);
    return delivered.kind === 'unmodelled' ? unknown(delivered.reason, derivation) : delivered;
  }
  return lost('no-route', [...derivation, 'no rule matches the request: 404']);
}

const ANSWERED = { workloads: {}, errors: [] } as const;
