import type { ReleaseFiles } from '../emit/release-files';
import { type Files, filesBelow } from './files';
import { parseRelease, RELEASE_FILE } from './parse-release';
import { isRefusal, type Refusal, refuse } from './refusal';

/** Where compiled releases are looked for, and which. */
export interface Wanted {
  /** `dist/<release>`, for messages. */
  readonly where: string;
  readonly release: string;
  readonly environment?: string | undefined;
  /** @default the only one there is */
  readonly version?: string | undefined;
}

/** What was found in `dist/`: a compiled release, or none at all. */
export type Compiled = ReleaseFiles | 'nothing-compiled';

/** Finds the one compiled release that is meant among the files of `dist/<release>/`. */
export function chooseRelease(tree: Files, wanted: Wanted): Compiled | Refusal {
  const { where, version } = wanted;
  const versions = [...tree.keys()]
    .map((path) => path.split('/'))
    .filter(([, file, ...deeper]) => file === RELEASE_FILE && deeper.length === 0)
    .map(([directory = '']) => directory)
    .sort();
  if (version !== undefined && !versions.includes(version)) {
    const found = versions.length === 0 ? 'no version' : versions.join(', ');
    const message = `version ${version} is not compiled: ${where} holds ${found}`;
    return refuse(2, message, `run build with a plan whose version is ${version}`);
  }
  const chosen = version ?? versions[0];
  if (chosen === undefined) return 'nothing-compiled';
  if (version === undefined && versions.length > 1) {
    const message = `${where} holds ${versions.length} versions: ${versions.join(', ')}`;
    return refuse(64, message, 'say which one to release (--version)');
  }
  return parseChosen(filesBelow(tree, chosen), chosen, wanted);
}

function parseChosen(files: Files, version: string, wanted: Wanted): ReleaseFiles | Refusal {
  const where = `${wanted.where}/${version}`;
  const fix = 'run build again; compiled files are not edited by hand';
  const compiled = parseRelease(files, { where, fix });
  if (isRefusal(compiled)) return compiled;
  const { release, environment, to } = compiled.json;
  const isWanted =
    release === wanted.release && environment === wanted.environment && to === version;
  if (isWanted) return compiled;
  const given = [environment, release, to].filter((part) => part !== undefined).join('/');
  return refuse(3, `${where}/${RELEASE_FILE} describes ${given}, not what its path says`, fix);
}
