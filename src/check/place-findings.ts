import type { CheckedFinding } from './checked-finding';
import type { PendingFinding } from './pending-finding';
import type { DocumentText } from './source/document-text';
import { findPlaces, type FoundPlace } from './source/find-places';
import type { Spot } from './source/problem';
import type { YamlLibrary } from './source/yaml-library';

type FieldSpot = Extract<Spot, { readonly kind: 'field' }>;

/** Looks up where findings stand in their files. Only documents with findings are read again. */
export async function placeFindings(
  pending: readonly PendingFinding[],
  loadYaml: () => Promise<YamlLibrary>,
): Promise<readonly CheckedFinding[]> {
  const wanted = new Map<DocumentText, Set<string>>();
  for (const { spot, first } of pending) {
    for (const one of [spot, first]) {
      if (one?.kind !== 'field') continue;
      const paths = wanted.get(one.document) ?? new Set();
      wanted.set(one.document, paths.add(one.path));
    }
  }
  const found = new Map<DocumentText, ReadonlyMap<string, FoundPlace>>();
  for (const [document, paths] of wanted) {
    const list = [...paths];
    const places = await findPlaces(document, list, loadYaml);
    found.set(document, new Map(places.map((place, index) => [list[index] ?? '', place])));
  }
  const placeOf = ({ document, path }: FieldSpot): FoundPlace | undefined =>
    found.get(document)?.get(path);
  return pending.map(({ finding, spot, first }) => {
    const place = spot?.kind === 'field' ? placeOf(spot) : ownPlace(finding.at, spot);
    return { ...finding, message: withFirst(finding.message, first && placeOf(first)), ...place };
  });
}

function ownPlace(
  file: string,
  spot: Exclude<Spot, FieldSpot> | undefined,
): Partial<FoundPlace> & Pick<FoundPlace, 'source'> {
  if (spot === undefined) return { source: { file, line: 1, column: 1 } };
  const { line, column, end, lineText } = spot;
  return {
    source: { file, line, column, ...(end && { endLine: line, endColumn: end }) },
    ...(lineText === undefined ? {} : { lineText }),
  };
}

function withFirst(message: string, place: FoundPlace | undefined): string {
  if (place === undefined) return message;
  const { file, line } = place.source;
  return `${message}; the other is at ${file}:${line}`;
}
