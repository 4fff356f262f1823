import { mergeMatches } from './merge-match';
import type { HttpRule, RouteConfig } from './route-config';
import { isVisible } from './visibility';

/**
 * Replaces every rule that delegates by the rules of its delegate. A delegate that is missing, or that the root's
 * namespace may not see, takes the rule with it. VirtualServices without hosts are delegates only, and are left out.
 * `named` holds all VirtualServices by `ns/name`.
 */
export function followDelegates(
  configs: readonly RouteConfig[],
  named: ReadonlyMap<string, RouteConfig>,
): readonly RouteConfig[] {
  return configs
    .filter(({ hosts }) => hosts.length > 0)
    .map((config) =>
      config.http.some(({ action }) => action.kind === 'delegate')
        ? { ...config, http: config.http.flatMap((rule) => expand(rule, config, named)) }
        : config,
    );
}

function expand(
  root: HttpRule,
  owner: RouteConfig,
  named: ReadonlyMap<string, RouteConfig>,
): readonly HttpRule[] {
  if (root.action.kind !== 'delegate') return [root];
  const delegate = named.get(root.action.to);
  if (delegate === undefined || delegate.hosts.length > 0) return [];
  if (!isVisible(delegate.visibility, owner.namespace)) return [];
  return delegate.http.flatMap((leaf) => {
    const matches = mergeMatches(root.matches, leaf.matches);
    if (matches === undefined) return [];
    return [{ ...leaf, ...nameOf(root, leaf), matches, mirrors: mirrorsOf(root, leaf) }];
  });
}

function nameOf(root: HttpRule, leaf: HttpRule): { readonly name?: string } {
  const names = [root.name, leaf.name].filter(Boolean);
  return names.length > 0 ? { name: names.join('-') } : {};
}

function mirrorsOf(root: HttpRule, leaf: HttpRule): HttpRule['mirrors'] {
  return leaf.mirrors.length > 0 ? leaf.mirrors : root.mirrors;
}
