import type { HttpMatch } from './http-match';
import type { StringMatch } from './string-match';

/**
 * The matches of a delegated rule under those of the rule that delegates: each of its own must fit into one of the
 * root's. Undefined if one does not; the delegated rule then vanishes. Istio, pilot/pkg/model/virtualservice.go.
 */
export function mergeMatches(
  root: readonly HttpMatch[],
  leaf: readonly HttpMatch[],
): readonly HttpMatch[] | undefined {
  if (root.length === 0) return leaf;
  if (leaf.length === 0) return root;
  const merged: HttpMatch[] = [];
  for (const own of leaf) {
    const fitting = root.filter((above) => !conflict(above, own));
    if (fitting.length === 0) return undefined;
    merged.push(...fitting.map((above) => mergeMatch(above, own)));
  }
  return merged;
}

function mergeMatch(root: HttpMatch, leaf: HttpMatch): HttpMatch {
  return {
    ...root,
    ...leaf,
    gateways: leaf.gateways.length > 0 ? leaf.gateways : root.gateways,
    sourceLabels: { ...root.sourceLabels, ...leaf.sourceLabels },
    headers: new Map([...root.headers, ...leaf.headers]),
    withoutHeaders: new Map([...root.withoutHeaders, ...leaf.withoutHeaders]),
    queryParams: new Map([...root.queryParams, ...leaf.queryParams]),
  };
}

function conflict(root: HttpMatch, leaf: HttpMatch): boolean {
  return (
    stringsConflict(root.uri, leaf.uri) ||
    stringsConflict(root.scheme, leaf.scheme) ||
    stringsConflict(root.method, leaf.method) ||
    stringsConflict(root.authority, leaf.authority) ||
    mapsConflict(root.headers, leaf.headers) ||
    mapsConflict(root.withoutHeaders, leaf.withoutHeaders) ||
    mapsConflict(root.queryParams, leaf.queryParams) ||
    root.anyCaseUri !== leaf.anyCaseUri ||
    differ(root.port, leaf.port) ||
    differ(root.sourceNamespace, leaf.sourceNamespace) ||
    Object.entries(leaf.sourceLabels).some(([key, value]) =>
      differ(root.sourceLabels[key], value),
    ) ||
    (root.gateways.length > 0 && leaf.gateways.some((name) => !root.gateways.includes(name)))
  );
}

function mapsConflict(
  root: ReadonlyMap<string, StringMatch>,
  leaf: ReadonlyMap<string, StringMatch>,
): boolean {
  return [...leaf].some(([key, match]) => stringsConflict(root.get(key), match));
}

function stringsConflict(root: StringMatch | undefined, leaf: StringMatch | undefined): boolean {
  if (root === undefined || leaf === undefined) return false;
  if (root.kind === 'exact') return leaf.kind !== 'exact' || leaf.value !== root.value;
  if (root.kind !== 'prefix') return true;
  if (leaf.kind !== 'prefix' && leaf.kind !== 'exact') return true;
  return !leaf.value.startsWith(root.value);
}

function differ<Value>(root: Value | undefined, leaf: Value | undefined): boolean {
  return root !== undefined && leaf !== undefined && root !== leaf;
}
