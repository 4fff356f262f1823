import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { POSITION_FILE } from './position';

/** A release that has a position. */
export interface ListedRelease {
  readonly environment?: string;
  readonly name: string;
}

/** The releases below a `live/` directory, sorted by environment and name; none where it is missing. */
export function listReleases(live: string): readonly ListedRelease[] {
  return subdirectories(live).flatMap((first) => {
    if (hasPosition(join(live, first))) return [{ name: first }];
    return subdirectories(join(live, first))
      .filter((name) => hasPosition(join(live, first, name)))
      .map((name) => ({ environment: first, name }));
  });
}

function hasPosition(directory: string): boolean {
  return readdirSync(directory).includes(POSITION_FILE);
}

function subdirectories(directory: string): readonly string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  } catch {
    return [];
  }
}
