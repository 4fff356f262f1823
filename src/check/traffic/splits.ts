import type { Manifest } from '../../manifest/manifest';
import type { HttpRule, RouteConfig, Target } from '../../mesh/route-config';
import { splitShares } from '../../mesh/split';
import type { CheckState } from '../state';
import { partsOf, type Part } from './parts';
import { targetsOf, workloadsBehind } from './targets';
import type { Workload } from './workload-index';

/** A rule that divides requests between several destinations. */
export interface Split {
  readonly part: Part;
  readonly config: RouteConfig;
  readonly rule: HttpRule;
  /** The object that the rule is written in. */
  readonly manifest: Manifest;
  readonly branches: readonly Branch[];
}

/** A destination of a split. */
export interface Branch {
  readonly target: Target;
  /** Its share of the rule's requests as declared, 0 to 1. */
  readonly share: number;
  /** The workloads that it can reach, ready or not. */
  readonly workloads: readonly Workload[];
}

/** The splits of a state, each rule once. */
export function splitsOf(state: CheckState): readonly Split[] {
  const known = SPLITS.get(state);
  if (known !== undefined) return known;
  const found = partsOf(state)
    .filter(({ isRouted }) => isRouted)
    .flatMap(findSplits);
  SPLITS.set(state, found);
  return found;
}

const SPLITS = new WeakMap<CheckState, readonly Split[]>();

function findSplits(part: Part): readonly Split[] {
  const seen = new Set<string>();
  return part.world().routes.flatMap((config) =>
    config.http.flatMap((rule) => {
      const targets = targetsOf(rule);
      const shares = targets.length > 1 ? splitShares(targets) : undefined;
      const manifest = part.manifestAt(rule.place);
      const key = `${rule.place.object} ${rule.place.path}`;
      if (shares === undefined || manifest === undefined || seen.has(key)) return [];
      seen.add(key);
      const branches = targets.map((target) => ({
        target,
        share: shares.find((entry) => entry.target === target)?.share ?? 0,
        workloads: workloadsBehind(part, target),
      }));
      return [{ part, config, rule, manifest, branches }];
    }),
  );
}
