import * as yaml from 'yaml';
import { findPlaces } from '../../../src/check/source/find-places';
import { loadState, type LoadedState } from '../../../src/check/source/load-state';
import type { Problem } from '../../../src/check/source/problem';
import type { SourceText } from '../../../src/check/source/source-text';

/** The library, as a command hands it over. */
export const loadYaml = () => Promise.resolve(yaml);

/** The state of files by name, as if they lay in a directory that was named. */
export function load(
  files: Readonly<Record<string, string>>,
  namespace = 'default',
): Promise<LoadedState> {
  const texts = Object.entries(files).map(([file, text]): SourceText => {
    return { file, text, named: false };
  });
  return loadState({ name: 'state', texts, problems: [] }, { namespace, loadYaml });
}

/** `file:line:column` of fields of the object at an index. */
export async function placesOf(
  state: LoadedState,
  index: number,
  paths: readonly string[],
): Promise<readonly string[]> {
  const origin = state.origins.get(state.manifests[index]!)!;
  const full = paths.map((path) => [origin.path, path].filter((part) => part !== '').join('.'));
  const found = await findPlaces(origin.document, full, loadYaml);
  return found.map(({ source }) => `${source.file}:${source.line}:${source.column}`);
}

/** What a problem says, with its line. */
export function tell({ rule, spot, message }: Problem): string {
  const line = spot?.kind === 'line' ? `:${spot.line}:${spot.column}` : '';
  return `${rule}${line} ${message}`;
}
