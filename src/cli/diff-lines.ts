import { structuredPatch } from 'diff';
import { emitYaml } from '../emit/emit-yaml';
import { canonicalManifest } from '../manifest/canonical';
import type { Manifest } from '../manifest/manifest';
import type { Difference } from './compare-states';

/** Unchanged lines around a change. */
const CONTEXT = 3;

/** The lines of a unified diff of an object's YAML, from the first `@@` on. */
export function diffLines(difference: Difference): readonly string[] {
  const before = difference.change === 'added' ? '' : textOf(difference.before);
  const after = difference.change === 'removed' ? '' : textOf(difference.after);
  const options = { context: CONTEXT };
  const { hunks } = structuredPatch('', '', before, after, undefined, undefined, options);
  return hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    `@@ -${rangeOf(oldStart, oldLines)} +${rangeOf(newStart, newLines)} @@`,
    ...lines,
  ]);
}

/** The same object gives the same text, whatever the order of its fields in the file was. */
function textOf(manifest: Manifest): string {
  return emitYaml(canonicalManifest(manifest));
}

/** An empty side starts at line 0, which is how `diff -u` and `patch` have it. */
function rangeOf(start: number, lines: number): string {
  return `${lines === 0 ? 0 : start},${lines}`;
}
