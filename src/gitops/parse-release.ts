import type { ReleaseFiles } from '../emit/release-files';
import { type PhaseJson, RELEASE_SCHEMA_VERSION, type ReleaseJson } from '../emit/release-json';
import { hashFiles, sha256 } from '../manifest/hash';
import { type Files, filesBelow } from './files';
import { isRefusal, type Refusal, refuse } from './refusal';

/** Name of the file that describes a compiled release, in its directory. */
export const RELEASE_FILE = 'release.json';

/** Where a compiled release was found, for messages. */
export interface ReleaseSource {
  /** Directory of the release. */
  readonly where: string;
  /** What to do when it is not what it should be. */
  readonly fix: string;
}

/**
 * Reads a compiled release from the files of its directory, and checks every file against the hash
 * that `release.json` gives for it. Files that it does not list are ignored.
 */
export function parseRelease(tree: Files, source: ReleaseSource): ReleaseFiles | Refusal {
  const json = parseReleaseJson(tree.get(RELEASE_FILE), source);
  if (isRefusal(json)) return json;
  const isOurs = (path: string) => path === RELEASE_FILE || Object.hasOwn(json.files, path);
  const files = new Map([...tree].filter(([path]) => isOurs(path)));
  const edited = editedFiles(json, files);
  if (edited.length > 0) {
    const message = `${source.where} is not what its ${RELEASE_FILE} says: ${edited.join(', ')}`;
    return refuse(3, message, source.fix);
  }
  return { json, files };
}

/** The files of one phase, relative to the directory of the phase. */
export function phaseFiles(release: ReleaseFiles, phase: PhaseJson): Map<string, string> {
  return filesBelow(release.files, phase.path);
}

/** The first phase of a release: what is live before it. */
export function baselineOf({ json }: ReleaseFiles): PhaseJson {
  const baseline = json.phases[0];
  if (baseline === undefined) throw new Error(`release ${json.release} has no phases`);
  return baseline;
}

function parseReleaseJson(text: string | undefined, source: ReleaseSource): ReleaseJson | Refusal {
  const where = `${source.where}/${RELEASE_FILE}`;
  if (text === undefined) return refuse(3, `${where} is missing`, source.fix);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return refuse(3, `${where} is not JSON: ${(error as Error).message}`, source.fix);
  }
  const version = isRecord(value) ? value['schemaVersion'] : undefined;
  if (typeof version === 'number' && version > RELEASE_SCHEMA_VERSION) {
    const message = `${where}: schemaVersion is ${version}, this cdk8s-canary reads ${RELEASE_SCHEMA_VERSION}`;
    return refuse(3, message, 'use the version of cdk8s-canary that wrote it, or a newer one');
  }
  if (isReleaseJson(value)) return value;
  return refuse(3, `${where} does not describe a compiled release`, source.fix);
}

function editedFiles(json: ReleaseJson, files: Files): string[] {
  const edited = Object.entries(json.files).flatMap(([path, hash]) => {
    const text = files.get(path);
    if (text === undefined) return [`${path} is missing`];
    return sha256(text) === hash ? [] : [`${path} differs`];
  });
  if (edited.length > 0) return edited;
  return [json.phases, ...Object.values(json.abort)]
    .flat()
    .filter((phase) => hashFiles(filesBelow(files, phase.path)) !== phase.sha256)
    .map((phase) => `${phase.path} differs`);
}

/** Checks the fields that a move relies on; the rest of the format is the compiler's business. */
function isReleaseJson(value: unknown): value is ReleaseJson {
  return (
    isRecord(value) &&
    value['schemaVersion'] === RELEASE_SCHEMA_VERSION &&
    typeof value['release'] === 'string' &&
    typeof value['to'] === 'string' &&
    (value['from'] === null || typeof value['from'] === 'string') &&
    isRecord(value['files']) &&
    isRecord(value['abort']) &&
    isPhases(value['phases']) &&
    value['phases'].length > 0 &&
    Object.values(value['abort']).every(isPhases)
  );
}

function isPhases(value: unknown): value is readonly PhaseJson[] {
  return Array.isArray(value) && value.every(isPhase);
}

function isPhase(value: unknown): boolean {
  const names = ['id', 'name', 'path', 'sha256'];
  return (
    isRecord(value) &&
    names.every((name) => typeof value[name] === 'string') &&
    Array.isArray(value['ready']) &&
    Array.isArray(value['gates']) &&
    value['gates'].every(isGate)
  );
}

/** A gate of a kind that is not known here must not be passed by. */
function isGate(value: unknown): boolean {
  return isRecord(value) && ['wait', 'approval', 'metrics'].includes(String(value['kind']));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
