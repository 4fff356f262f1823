import type { CompiledRelease } from '../compile/compile-release';
import { sha256 } from '../manifest/hash';
import { buildReleaseJson } from './build-release-json';
import { emitPhases } from './emit-phases';
import type { FileLayout } from './phase-files';
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
  const outline = buildReleaseJson(release, layout, (path) => phases.get(path)?.sha256 ?? '');
  const plan = planMarkdown(outline);
  const files = new Map<string, string>([['PLAN.md', plan]]);
  // without a prototype, for it is a dictionary: other paths in each release
  const hashes = Object.create(null) as Record<string, string>;
  hashes['PLAN.md'] = sha256(plan);
  for (const [directory, emitted] of phases) {
    for (const [path, text] of emitted.files) {
      const place = `${directory}/${path}`;
      files.set(place, text);
      hashes[place] = emitted.hashes.get(path) ?? sha256(text);
    }
  }
  const json: ReleaseJson = { ...outline, files: hashes };
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
