import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findEarlierReleases } from '../cdk8s/earlier-output';
import { CliError } from './cli-error';
import { EXIT } from './exit-codes';
import { readOutput } from './read-config';

/**
 * The path that is meant: one on disk, or a phase of a release in the output directory by its id or
 * name (`030-canary-20`, `canary-20`).
 * @throws CliError 1 when there is neither, 64 when several releases have such a phase
 */
export async function findState(given: string): Promise<string> {
  if (existsSync(given)) return given;
  const output = await readOutput();
  const paths = findEarlierReleases(output).flatMap(({ directory, json }) =>
    json.phases
      .filter(({ id, name }) => id === given || name === given)
      .map(({ path }) => join(output, directory, path)),
  );
  const [path] = paths;
  if (path === undefined) {
    const message = `cannot read ${given}: there is no such file or directory, and no such phase in ${output}`;
    throw new CliError(EXIT.failure, message, 'name a directory, a file, or the id of a phase');
  }
  if (paths.length === 1) return path;
  const message = `'${given}' is a phase of several releases: ${paths.join(', ')}`;
  throw new CliError(EXIT.usage, message, 'name one of these directories');
}
