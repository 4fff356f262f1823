import { join } from 'node:path';
import { checkObstacles } from './check-obstacles';
import { checkPaths } from './check-paths';
import { explainErrors } from './explain-errors';
import { type FileSystem, nodeFileSystem } from './file-system';
import type { Changes, Publication } from './publication';
import { type Survey, surveyOf } from './survey';

/**
 * What publishing would change. Writes nothing.
 * @throws WriteError when the publication cannot be made as things stand
 */
export function comparePublication(
  publication: Publication,
  fs: FileSystem = nodeFileSystem,
): Changes {
  checkPaths(publication);
  return explainErrors(publication.root, 'publish', () => {
    const survey = surveyOf(publication.root, fs);
    const changes = findChanges(publication, survey, fs);
    checkObstacles(publication.root, changes, survey, fs);
    return changes;
  });
}

/** The changes, one read for each file that stands there already. */
export function findChanges(publication: Publication, survey: Survey, fs: FileSystem): Changes {
  const removed = removalsOf(publication, survey);
  const written: string[] = [];
  const unchanged: string[] = [];
  for (const [path, text] of publication.files) {
    const isUnchanged = stands(publication.root, path, text, survey, fs);
    (isUnchanged ? unchanged : written).push(path);
  }
  return { written: written.sort(), unchanged: unchanged.sort(), removed };
}

/** Whether publishing would change nothing; says no at the first difference. */
export function isPublished(publication: Publication, survey: Survey, fs: FileSystem): boolean {
  if (removalsOf(publication, survey).length > 0) return false;
  for (const [path, text] of publication.files) {
    if (!stands(publication.root, path, text, survey, fs)) return false;
  }
  return true;
}

/** The files that go. A link or a directory in place of our file is not the file we wrote. */
function removalsOf({ files, remove }: Publication, survey: Survey): readonly string[] {
  const going = new Set(remove.filter((path) => !files.has(path)));
  return [...going].filter((path) => survey.kindAt(path) === 'file').sort();
}

function stands(root: string, path: string, text: string, survey: Survey, fs: FileSystem): boolean {
  return survey.kindAt(path) === 'file' && fs.readFile(join(root, path)) === text;
}
