import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RELEASE_SCHEMA_VERSION, type ReleaseJson } from '../emit/release-json';

/** A release that an earlier run wrote. */
export interface EarlierRelease {
  /** Its directory below the output directory. */
  readonly directory: string;
  readonly json: ReleaseJson;
}

/** `[<environment>/]<release>/<to>`: how deep a `release.json` can be. */
const MAX_DEPTH = 3;

/** The releases in an output directory, told by their `release.json`. */
export function findEarlierReleases(outdir: string): readonly EarlierRelease[] {
  return search(outdir, '', MAX_DEPTH);
}

/** The files that an earlier run wrote for a release: the only ones that are ever deleted. */
export function ownFiles(release: EarlierRelease | undefined): readonly string[] {
  if (release === undefined) return [];
  const { directory, json } = release;
  return ['release.json', ...Object.keys(json.files)].map((path) => `${directory}/${path}`);
}

/**
 * Manifests outside the releases that this run did not write. cdk8s keeps no list of what it wrote,
 * so they are only reported: a person may have put them there.
 */
export function findLeftOver(
  outdir: string,
  extension: string,
  written: ReadonlySet<string>,
): readonly string[] {
  return filesIn(outdir).filter((path) => path.endsWith(extension) && !written.has(path));
}

function search(outdir: string, directory: string, depth: number): readonly EarlierRelease[] {
  const names = subdirectories(join(outdir, directory));
  return names.flatMap((name) => {
    const below = directory === '' ? name : `${directory}/${name}`;
    const json = readReleaseJson(join(outdir, below, 'release.json'));
    if (json !== undefined) return [{ directory: below, json }];
    return depth > 1 ? search(outdir, below, depth - 1) : [];
  });
}

function readReleaseJson(path: string): ReleaseJson | undefined {
  try {
    const json = JSON.parse(readFileSync(path, 'utf8')) as Partial<ReleaseJson>;
    const ours = json.schemaVersion === RELEASE_SCHEMA_VERSION && typeof json.files === 'object';
    return ours ? (json as ReleaseJson) : undefined;
  } catch {
    // no such file, or not one of ours: then its directory is none of our business
    return undefined;
  }
}

function subdirectories(path: string): readonly string[] {
  return entries(path)
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

function filesIn(path: string): readonly string[] {
  return entries(path)
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
}

function entries(path: string): ReturnType<typeof readDirectory> {
  try {
    return readDirectory(path);
  } catch {
    return [];
  }
}

function readDirectory(path: string) {
  return readdirSync(path, { withFileTypes: true });
}
