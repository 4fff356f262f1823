import type { RouteConfig } from '../../mesh/route-config';
import { splitShares } from '../../mesh/split';
import type { Part } from './parts';
import { answersOf } from './probes';
import { targetsOf, workloadsBehind } from './targets';
import { isPlain } from './witnesses';

/**
 * The largest share of ordinary requests that routes give each workload, to any caller that they bind. Rules that ask for a
 * header or a parameter do not count: they are for testers.
 */
export function declaredShares(
  part: Part,
  configs: readonly RouteConfig[],
): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  const rules = new Set(configs.flatMap(({ http }) => http.map(({ place }) => place)));
  for (const { plain, outcome } of answersOf(part)) {
    // places are told apart by identity: a caller that skips the routes is answered by the Service
    const isDeclared =
      outcome.kind === 'route' && outcome.route !== undefined && rules.has(outcome.route);
    if (!plain || !isDeclared) continue;
    for (const [workload, share] of Object.entries(outcome.workloads)) {
      shares.set(workload, Math.max(shares.get(workload) ?? 0, share));
    }
  }
  return shares.size > 0 ? shares : writtenShares(part, configs);
}

/** The shares as they are written, where no caller is bound: of a destination, its workloads share evenly. */
function writtenShares(part: Part, configs: readonly RouteConfig[]): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  for (const rule of configs.flatMap(({ http }) => http)) {
    const ordinary = rule.matches.length === 0 || rule.matches.some(isPlain);
    for (const { target, share } of (ordinary && splitShares(targetsOf(rule))) || []) {
      const behind = workloadsBehind(part, target);
      for (const { id } of behind) {
        shares.set(id, Math.max(shares.get(id) ?? 0, share / behind.length));
      }
    }
  }
  return shares;
}

/** The workload that routes give most; of equals one that is not named as a canary. */
export function mainOf(declared: ReadonlyMap<string, number>): string | undefined {
  const sorted = [...declared].sort(
    ([one, share], [other, otherShare]) =>
      otherShare - share || Number(isNamedCanary(one)) - Number(isNamedCanary(other)),
  );
  return sorted[0]?.[0];
}

/** Whether a name says that users are not all meant to reach what it names. */
export function isNamedCanary(name: string): boolean {
  return /(^|[-/])(canary|preview|candidate|experiment|baseline|beta)($|-)/u.test(name);
}
