import type { Labels } from '../manifest/labels';
import { ANY_REQUEST, isCatchAll, type HttpMatch } from './http-match';
import type { HttpRule, RouteConfig } from './route-config';

/** A rule as one caller gets it, under one of its matches. */
export interface BoundRule {
  readonly match: HttpMatch;
  readonly rule: HttpRule;
  readonly config: RouteConfig;
}

/** What of a caller decides which rules it gets. */
export interface Source {
  /** `mesh`, or the gateway that the routes are built for. */
  readonly gateway: string;
  readonly namespace: string;
  readonly labels: Labels;
}

/**
 * The rules of a config for one caller on one port, in order. Nothing after a rule that takes everything is kept. Without
 * any rule the config does not exist for this caller.
 */
export function bindRules(config: RouteConfig, port: number, source: Source): readonly BoundRule[] {
  const bound: BoundRule[] = [];
  for (const rule of config.http) {
    if (rule.matches.length === 0) return [...bound, { match: ANY_REQUEST, rule, config }];
    for (const match of rule.matches) {
      if (!isFor(match, port, source)) continue;
      bound.push({ match, rule, config });
      if (isCatchAll(match)) return bound;
    }
  }
  return bound;
}

/** Moves the rules that take everything behind all others, as a gateway does when objects share a host. */
export function catchAllsLast(rules: readonly BoundRule[]): readonly BoundRule[] {
  return [
    ...rules.filter(({ match }) => !isCatchAll(match)),
    ...rules.filter(({ match }) => isCatchAll(match)),
  ];
}

/** Whether a match concerns a caller. Gateways, when given, decide alone: labels and namespace then do not count. */
export function isFor(
  match: Pick<HttpMatch, 'port' | 'gateways' | 'sourceLabels' | 'sourceNamespace'>,
  port: number,
  source: Source,
): boolean {
  if (match.port !== undefined && match.port !== port) return false;
  if (match.gateways.length > 0) return match.gateways.includes(source.gateway);
  const { sourceNamespace = source.namespace } = match;
  return (
    sourceNamespace === source.namespace &&
    Object.entries(match.sourceLabels).every(([key, value]) => source.labels[key] === value)
  );
}
