import { join } from 'node:path';
import { explainErrors } from '../write/explain-errors';
import { type FileSystem, nodeFileSystem } from '../write/file-system';
import { parsePosition, type Position, POSITION_FILE } from './position';
import type { Refusal } from './refusal';

/**
 * Reads the position in `live/[<environment>/]<release>/`; undefined when there is none. Looks at
 * `position.json` only: `readLive` also says whether the files beside it agree.
 * @throws WriteError when it cannot be read
 */
export function readPosition(
  directory: string,
  fs: FileSystem = nodeFileSystem,
): Position | Refusal | undefined {
  const path = join(directory, POSITION_FILE);
  return explainErrors(directory, 'read', () =>
    fs.kindOf(path) === 'file' ? parsePosition(fs.readFile(path), path) : undefined,
  );
}
