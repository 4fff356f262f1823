import { isRecord, read } from './record';

/**
 * Whether no request can meet both of two route conditions. Only what is certain counts: prefixes
 * and exact values; a regular expression may match anything.
 */
export function disjointMatches(one: unknown, other: unknown): boolean {
  return (
    disjointPaths(one, other) ||
    ['method', 'scheme', 'authority'].some((name) =>
      disjointTexts(read(one, name), read(other, name)),
    ) ||
    disjointPorts(read(one, 'port'), read(other, 'port')) ||
    disjointMaps(lowerKeys(read(one, 'headers')), lowerKeys(read(other, 'headers'))) ||
    disjointMaps(read(one, 'queryParams'), read(other, 'queryParams'))
  );
}

function disjointPaths(one: unknown, other: unknown): boolean {
  const anyCase = read(one, 'ignoreUriCase') === true || read(other, 'ignoreUriCase') === true;
  return disjointTexts(fold(read(one, 'uri'), anyCase), fold(read(other, 'uri'), anyCase));
}

/** `/foo` as a prefix matches `/foobar` too: Istio compares characters, not segments. */
function disjointTexts(one: unknown, other: unknown): boolean {
  const [first, second] = [read(one, 'exact'), read(other, 'exact')];
  const [before, after] = [read(one, 'prefix'), read(other, 'prefix')];
  if (typeof first === 'string' && typeof second === 'string') return first !== second;
  if (typeof first === 'string' && typeof after === 'string') return !first.startsWith(after);
  if (typeof before === 'string' && typeof second === 'string') return !second.startsWith(before);
  if (typeof before !== 'string' || typeof after !== 'string') return false;
  return !before.startsWith(after) && !after.startsWith(before);
}

function disjointPorts(one: unknown, other: unknown): boolean {
  return typeof one === 'number' && typeof other === 'number' && one !== other;
}

function disjointMaps(one: unknown, other: unknown): boolean {
  if (!isRecord(one) || !isRecord(other)) return false;
  return Object.keys(one).some(
    (key) => Object.hasOwn(other, key) && disjointTexts(one[key], other[key]),
  );
}

function lowerKeys(map: unknown): unknown {
  if (!isRecord(map)) return undefined;
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key.toLowerCase(), value]));
}

function fold(match: unknown, anyCase: boolean): unknown {
  if (!anyCase || !isRecord(match)) return match;
  return Object.fromEntries(
    Object.entries(match).map(([key, value]) => [
      key,
      typeof value === 'string' ? value.toLowerCase() : value,
    ]),
  );
}
