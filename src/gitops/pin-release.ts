import type { ReleaseFiles } from '../emit/release-files';
import type { FileChange } from './decision';
import { filesIn } from './files';
import type { LiveState } from './live-state';
import { type Refusal, refuse } from './refusal';

/**
 * The change of `release/` that pins a compiled release in place of the one before. Only files that
 * the release before listed are deleted; a foreign file in the way is refused with 3.
 */
export function pinRelease(live: LiveState, release: ReleaseFiles): FileChange | Refusal {
  const files = filesIn('release', release.files);
  if (live.kind === 'empty') return { files, remove: [] };
  const inTheWay = [...live.foreign].filter(
    ([path, text]) => (release.files.get(path) ?? text) !== text,
  );
  if (inTheWay.length > 0) {
    const paths = inTheWay.map(([path]) => path).join(', ');
    const message = `${live.where}/release holds files that are not part of a release: ${paths}`;
    return refuse(3, message, 'move them away: the next release has files of these names');
  }
  const gone = [...live.pinned.files.keys()].filter((path) => !release.files.has(path));
  return { files, remove: gone.map((path) => `release/${path}`) };
}
