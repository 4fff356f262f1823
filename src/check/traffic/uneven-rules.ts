import type { Breach, CheckRule } from '../rule';
import type { CheckState } from '../state';
import { splitsOf, type Split } from './splits';
import { tellTarget } from './targets';
import { tellPercent } from './tell-shares';
import { isPlain } from './witnesses';

/** Rules on several rules that split requests between the same destinations. */
export const unevenRules: readonly CheckRule[] = [
  {
    id: 'rules-split-differently',
    area: 'traffic',
    severity: 'warning',
    title: 'all rules of a VirtualService for ordinary requests give the canary the same share',
    why: 'Release tools often shift the weights of one rule and forget the others. Then some paths stay on the old version, and an analysis over all requests sees less of the canary than the weight says.',
    fix: 'give the same weights to every rule with these destinations, or to none but the one that is meant',
    find: findUneven,
  },
];

function findUneven(state: CheckState): readonly Breach[] {
  const groups = new Map<string, Split[]>();
  for (const split of splitsOf(state)) {
    const { rule, branches, config } = split;
    const ordinary = rule.matches.length === 0 || rule.matches.some(isPlain);
    if (!ordinary || config.dialect !== 'istio') continue;
    const hosts = branches
      .map(({ target }) => `${target.host} ${target.subset}`)
      .sort()
      .join();
    const key = `${config.place.object} ${hosts}`;
    groups.set(key, [...(groups.get(key) ?? []), split]);
  }
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : others.flatMap((other) => compare(first, other)),
  );
}

function compare(first: Split, other: Split): readonly Breach[] {
  const differing = other.branches.find(({ target, share }) => {
    const same = first.branches.find(
      ({ target: { host, subset } }) => host === target.host && subset === target.subset,
    );
    return same !== undefined && Math.abs(same.share - share) > 0.001;
  });
  if (differing === undefined) return [];
  const { host, subset } = differing.target;
  const before = first.branches.find(
    ({ target }) => target.host === host && target.subset === subset,
  );
  const message = `${tellTarget(differing.target)} gets ${tellPercent(differing.share)} here, and ${tellPercent(before?.share ?? 0)} in ${first.rule.place.path}`;
  return [{ manifest: other.manifest, path: `${other.rule.place.path}.route`, message }];
}
