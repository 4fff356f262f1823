import { at, entries, number, text, type Spot } from './spot';

/** The conditions beside a path's prefix, as Istio compares them. */
export interface Cover {
  readonly spot: Spot;
  readonly prefix: string;
  readonly port: number;
  readonly method: string;
  readonly authority: string;
  readonly maps: readonly ReadonlyMap<string, string>[];
}

/** The conditions of a match that has a prefix. */
export function coverOf(spot: Spot): Cover {
  return {
    spot,
    prefix: text(at(at(spot, 'uri'), 'prefix')),
    port: number(at(spot, 'port')),
    // Istio takes a match without a method for one of GET
    method: condition(at(spot, 'method')) || 'exact:GET',
    authority: condition(at(spot, 'authority')),
    maps: ['headers', 'queryParams', 'withoutHeaders'].map(
      (field) => new Map(entries(at(spot, field)).map(([key, one]) => [key, condition(one)])),
    ),
  };
}

/** Whether what the later one asks for is taken by the first. */
export function covers(first: Cover, later: Cover): boolean {
  return (
    later.prefix.startsWith(first.prefix) &&
    later.port === first.port &&
    first.method.startsWith(later.method) &&
    first.authority.startsWith(later.authority) &&
    first.maps.every((map, index) => coversMap(map, later.maps[index] ?? new Map()))
  );
}

function coversMap(
  first: ReadonlyMap<string, string>,
  later: ReadonlyMap<string, string>,
): boolean {
  if (first.size !== later.size) return false;
  return [...first].every(([key, one]) => {
    const other = later.get(key);
    return other !== undefined && one.startsWith(other);
  });
}

/** Expressions count as no condition. */
function condition(match: Spot): string {
  const exact = text(at(match, 'exact'));
  if (exact !== '') return `exact:${exact}`;
  const prefix = text(at(match, 'prefix'));
  return prefix === '' ? '' : `prefix:${prefix}`;
}
