import type { CompiledRelease } from '../compile/compile-release';
import { emitReleaseFiles, releaseDirectory } from '../emit/release-files';
import { comparePublication } from '../write/compare-publication';
import type { Changes } from '../write/publication';
import { publish } from '../write/publish';
import { writtenSoFar, type Written } from './app-runs';
import type { CompiledApp, LaidOutRelease } from './compile-app';
import { findEarlierReleases, findLeftOver, ownFiles, type EarlierRelease } from './earlier-output';

/**
 * Characters that are published at once. Up to this much an app's output is one atomic change; a
 * fleet's is several, so that its text never has to be in memory as a whole.
 */
const ATOMIC_CHARACTERS = 16 * 1024 * 1024;

/** Then smaller pieces do: few enough that their texts are gone before the heap has to grow for them. */
const PIECE_CHARACTERS = 2 * 1024 * 1024;

/** What came of the output directory. */
export interface Output {
  readonly changes: Changes;
  /** Files that look like the app's but are not made by it any more, below the output directory. */
  readonly leftOver: readonly string[];
}

interface Batch {
  readonly files: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
}

/** Publish an app to its output directory, or only compare it with what is there. */
export function outputApp(
  app: CompiledApp,
  outdir: string,
  extension: string,
  mode: 'write' | 'check',
): Output {
  const put = mode === 'write' ? publish : comparePublication;
  const others = writtenSoFar(outdir);
  const earlier = findEarlierReleases(outdir).filter((release) => isOfApp(app, release, others));
  const total = { written: [] as string[], unchanged: [] as string[], removed: [] as string[] };
  for (const batch of batches(app, earlier)) {
    const changes = put({ root: outdir, ...batch });
    total.written.push(...changes.written);
    total.unchanged.push(...changes.unchanged);
    total.removed.push(...changes.removed);
  }
  for (const path of app.files.keys()) others.files.add(path);
  for (const { release } of app.releases) others.releases.add(directoryOf(release));
  return { changes: total, leftOver: findLeftOver(outdir, extension, others.files) };
}

/** Whether a release that stands there is an app's to replace or remove: of its environments, and not just made by another app. */
function isOfApp(
  { environments, releases }: CompiledApp,
  { directory, json }: EarlierRelease,
  others: Written,
): boolean {
  if (releases.some(({ release }) => directoryOf(release) === directory)) return true;
  return environments.has(json.environment ?? '') && !others.releases.has(directory);
}

/** The output in pieces: releases one after the other, each with its removals; the rest at the end. */
function* batches(app: CompiledApp, earlier: readonly EarlierRelease[]): Generator<Batch> {
  const pending = new Map(earlier.map((release) => [release.directory, release]));
  let files = new Map<string, string>(app.files);
  let remove: string[] = [];
  let size = 0;
  let enough = ATOMIC_CHARACTERS;
  for (const laidOut of app.releases) {
    const directory = directoryOf(laidOut.release);
    for (const [path, text] of filesOf(laidOut)) {
      files.set(`${directory}/${path}`, text);
      size += text.length;
    }
    remove.push(...ownFiles(pending.get(directory)));
    pending.delete(directory);
    if (size < enough) continue;
    yield { files, remove };
    enough = PIECE_CHARACTERS;
    [files, remove, size] = [new Map<string, string>(), [] as string[], 0];
  }
  remove.push(...[...pending.values()].flatMap(ownFiles));
  yield { files, remove };
}

/** Directory of a compiled release below the output directory. */
export function directoryOf({ plan, to }: CompiledRelease): string {
  return releaseDirectory({ environment: plan.environment, release: plan.name, to });
}

function filesOf({ release, layout }: LaidOutRelease): ReadonlyMap<string, string> {
  return emitReleaseFiles(release, layout).files;
}
