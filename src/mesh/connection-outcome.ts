import { isFor, type Source } from './bind-rules';
import { deliver } from './deliver';
import { covers } from './host-name';
import { lost, unknown } from './lost';
import type { Outcome } from './outcome-kinds';
import { tellPlace, type Place } from './place';
import type { Pod } from './pods';
import type { ConnectionRule, RouteConfig } from './route-config';
import { splitShares } from './split';
import type { View } from './view';
import type { World } from './world';

/** A connection at a proxy that does not look for HTTP in it. */
export interface Connection {
  readonly world: World;
  readonly view: View;
  readonly source: Source;
  readonly port: number;
  /** The name that the client asks for in TLS. */
  readonly sni?: string;
  /** The configs that may route it, in order of precedence. */
  readonly configs: readonly RouteConfig[];
  readonly dialled: () => readonly Pod[];
  readonly derivation: readonly string[];
}

/** The first rule that takes a connection: by its TLS name, else by port. */
export function findConnectionRule(
  connection: Connection,
): { readonly rule: ConnectionRule; readonly dialect: RouteConfig['dialect'] } | undefined {
  const { sni } = connection;
  for (const kind of sni === undefined ? (['tcp'] as const) : (['tls', 'tcp'] as const)) {
    for (const config of connection.configs) {
      const rule = config[kind].find((candidate) => takes(candidate, kind, connection));
      if (rule !== undefined) return { rule, dialect: config.dialect };
    }
  }
  return undefined;
}

/** Sends a connection where a rule says, or without one to the whole Service. */
export function connectionOutcome(connection: Connection, host: string, at: Place): Outcome {
  const found = findConnectionRule(connection);
  const { world, view, port, dialled } = connection;
  const target = { host, subset: '', port, weight: 1, place: at };
  const rule = found?.rule ?? { place: at, matches: [], targets: [target] };
  const derivation = [
    ...connection.derivation,
    found === undefined
      ? `no rule for connections concerns it: it goes to all of ${host}`
      : `${tellPlace(rule.place)} takes the connection`,
  ];
  if (rule.matches.some(({ destinationSubnets }) => destinationSubnets.length > 0)) {
    return unknown('matches on destination subnets are not modelled', derivation);
  }
  const shares = splitShares(rule.targets);
  if (shares === undefined) return lost('invalid-weights', derivation, rule.place);
  const dialect = found?.dialect ?? 'istio';
  const delivery = { world, view, kind: 'tcp', dialect, route: rule.place, port } as const;
  const delivered = deliver({ ...delivery, dialled, derivation }, shares);
  return delivered.kind === 'unmodelled' ? unknown(delivered.reason, derivation) : delivered;
}

function takes(rule: ConnectionRule, kind: 'tcp' | 'tls', connection: Connection): boolean {
  const { source, port, sni } = connection;
  if (kind === 'tcp' && rule.matches.length === 0) return true;
  return rule.matches.some(
    (match) =>
      isFor(match, port, source) &&
      (kind === 'tcp' || match.sniHosts.some((pattern) => covers(pattern, sni ?? ''))),
  );
}
