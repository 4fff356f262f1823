import type { CompiledRelease } from '../compile/compile-release';
import { sha256 } from '../manifest/hash';
import { buildReleaseJson, wayBackPath } from './build-release-json';
import { emitPhaseFiles, type FileLayout } from './phase-files';
import { planMarkdown } from './plan-markdown';
import type { ReleaseJson } from './release-json';

/** A release as files below its own directory. */
export interface ReleaseFiles {
  readonly json: ReleaseJson;
  /** Text by path relative to the release's directory. */
  readonly files: ReadonlyMap<string, string>;
}

/** Emit a compiled release: its phases, its ways back, `PLAN.md` and `release.json`. */
export function emitReleaseFiles(release: CompiledRelease, layout: FileLayout): ReleaseFiles {
  const phases = emitPhases(release, layout);
  const bare = buildReleaseJson(release, layout, (path) => phases.get(path) ?? new Map());
  const files = new Map<string, string>([['PLAN.md', planMarkdown(bare)]]);
  for (const [directory, members] of phases) {
    for (const [path, text] of members) files.set(`${directory}/${path}`, text);
  }
  const hashes = [...files].map(([path, text]) => [path, sha256(text)] as const);
  const json: ReleaseJson = { ...bare, files: Object.fromEntries(hashes) };
  files.set('release.json', `${JSON.stringify(json, null, 2)}\n`);
  return { json, files };
}

/** Directory of a release below the output directory: `[<environment>/]<release>/<to>`. */
export function releaseDirectory(
  release: Pick<ReleaseJson, 'release' | 'to'> & { readonly environment?: string | undefined },
): string {
  const { environment, to } = release;
  return [...(environment === undefined ? [] : [environment]), release.release, to].join('/');
}

function emitPhases(
  release: CompiledRelease,
  layout: FileLayout,
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const phases = new Map<string, ReadonlyMap<string, string>>();
  for (const phase of release.phases) phases.set(phase.id, emitPhaseFiles(phase.objects, layout));
  for (const [from, steps] of Object.entries(release.waysBack)) {
    for (const step of steps) {
      phases.set(wayBackPath(from, step), emitPhaseFiles(step.objects, layout));
    }
  }
  return phases;
}
