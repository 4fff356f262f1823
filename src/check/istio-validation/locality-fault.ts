/**
 * Why places (`region/zone/subzone`) cannot stand side by side: one is written wrongly, or covers another.
 * As in Istio, a wildcard covers what stands before it only if it is of the same region.
 */
export function localityFault(places: readonly string[]): string | undefined {
  const seen: (readonly string[])[] = [];
  for (const place of places) {
    if (/\*./u.test(place)) return `'${place}' has a wildcard that is not at its end`;
    const [region = '', zone, ...rest] = place.split('/');
    // what comes after a third slash belongs to the subzone
    const subzone = rest.length > 0 ? rest.join('/') : undefined;
    const parts = [region, zone, subzone].filter((part) => part !== undefined);
    if (parts.some((part) => part === '')) return `'${place}' has an empty part`;
    if (seen.some((other) => isCovered(parts, other))) {
      return `'${place}' overlaps with a place before it`;
    }
    seen.push(parts);
  }
  return undefined;
}

function isCovered(parts: readonly string[], other: readonly string[]): boolean {
  // a region of its own covers all, and so does anything before it
  if (isWhole(other, 0)) return other[0] === '*' || other[0] === parts[0];
  if (other[0] !== parts[0]) return false;
  if (parts.length === 1 || isWhole(other, 1)) {
    return parts.length === 1 || other[1] === '*' || other[1] === parts[1];
  }
  if (other[1] !== parts[1]) return false;
  return parts.length === 2 || other[2] === '*' || other[2] === parts[2];
}

/** Whether a place ends at a part: a region without zones, a zone without subzones. */
function isWhole(place: readonly string[], part: number): boolean {
  return place.length === part + 1;
}
