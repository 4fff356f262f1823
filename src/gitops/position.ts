import { type Refusal, refuse } from './refusal';

/** Version of the format of `position.json`. It grows by addition only. */
export const POSITION_SCHEMA_VERSION = 1;

/** Name of the file that holds the position, in `live/<release>/`. */
export const POSITION_FILE = 'position.json';

/** Which way a release goes: forward, or back from the phase it was in. */
export type PositionPath = 'forward' | `abort/from-${string}`;

/** Where a release stands; the content of `position.json`. */
export interface Position {
  readonly schemaVersion: typeof POSITION_SCHEMA_VERSION;
  readonly release: string;
  /** Absent unless the app or the release names one. */
  readonly environment?: string;
  /** The version that was live before; null for a first installation. */
  readonly from: string | null;
  readonly to: string;
  readonly path: PositionPath;
  /** Id of the phase that `current/` is a copy of; on a way back the id of its step. */
  readonly phase: string;
  /** Hash of the files of `current/`. */
  readonly sha256: string;
  /** SHA-256 of `release/release.json`, which holds the hashes of everything else in `release/`. */
  readonly releaseSha256?: string;
  /** Objects that an amendment dropped and that stay in `current/` until the next phase. */
  readonly kept?: readonly string[];
  /** How the release ended; null while it is in flight. */
  readonly outcome: 'done' | 'aborted' | null;
  /** When the position was taken, ISO 8601 in UTC. */
  readonly since: string;
}

/** The text of `position.json`: 2 spaces, a final newline. */
export function formatPosition(position: Position): string {
  return `${JSON.stringify(position, null, 2)}\n`;
}

/**
 * Reads the text of a `position.json`. Strict, for an unknown field may hold what an older version
 * of this package must not ignore. `where` is the file's name in messages. Agrees with
 * `schemas/position.schema.json`.
 */
export function parsePosition(text: string, where: string): Position | Refusal {
  const restore = `restore it from Git: git checkout -- ${where}`;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return refuse(3, `${where} is not JSON: ${(error as Error).message}`, restore);
  }
  if (!isRecord(value)) return refuse(3, `${where} is not a JSON object`, restore);
  const { schemaVersion } = value;
  if (typeof schemaVersion === 'number' && schemaVersion > POSITION_SCHEMA_VERSION) {
    const message = `${where}: schemaVersion is ${schemaVersion}, this cdk8s-canary reads ${POSITION_SCHEMA_VERSION}`;
    return refuse(3, message, 'use the version of cdk8s-canary that wrote it, or a newer one');
  }
  const problems = problemsOf(value);
  if (problems.length > 0) return refuse(3, `${where}: ${problems.join('; ')}`, restore);
  return value as unknown as Position;
}

interface Field {
  readonly when: (value: unknown) => boolean;
  readonly allowed: string;
  readonly optional?: true;
}

const text: Field = {
  when: (value) => typeof value === 'string' && value !== '',
  allowed: 'a text that is not empty',
};
const hash: Field = { when: matches(/^[0-9a-f]{64}$/), allowed: '64 hexadecimal digits' };

const fields: Readonly<Record<keyof Position, Field>> = {
  schemaVersion: { when: (value) => value === POSITION_SCHEMA_VERSION, allowed: '1' },
  release: text,
  environment: { ...text, optional: true },
  from: { when: (value) => value === null || text.when(value), allowed: 'a version or null' },
  to: text,
  path: {
    when: matches(/^(forward|abort\/from-[^/\s]+)$/),
    allowed: "'forward' or 'abort/from-<phase>'",
  },
  phase: { when: matches(/^[^/\s]+$/), allowed: 'the id of a phase' },
  sha256: hash,
  releaseSha256: { ...hash, optional: true },
  kept: {
    when: (value) => Array.isArray(value) && value.length > 0 && value.every(text.when),
    allowed: 'a list of objects that is not empty',
    optional: true,
  },
  outcome: {
    when: (value) => value === null || value === 'done' || value === 'aborted',
    allowed: "null, 'done' or 'aborted'",
  },
  since: { when: isUtcInstant, allowed: "a time in UTC such as '2026-01-31T09:00:00.000Z'" },
};

function problemsOf(value: Readonly<Record<string, unknown>>): string[] {
  const problems: string[] = [];
  for (const [name, field] of Object.entries(fields)) {
    const given = value[name];
    if (given === undefined && field.optional) continue;
    if (given === undefined) problems.push(`'${name}' is missing`);
    else if (!field.when(given))
      problems.push(`'${name}' is ${show(given)}; allowed: ${field.allowed}`);
  }
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(fields, name)) problems.push(`'${name}' is not a field of a position`);
  }
  if (value['outcome'] === 'done' && value['path'] !== 'forward') {
    problems.push(`outcome 'done' on ${show(value['path'])}; a way back can only end 'aborted'`);
  }
  return problems;
}

function matches(pattern: RegExp): (value: unknown) => boolean {
  return (value) => typeof value === 'string' && pattern.test(value);
}

function isUtcInstant(value: unknown): boolean {
  const shape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/;
  return typeof value === 'string' && shape.test(value) && !Number.isNaN(Date.parse(value));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  return JSON.stringify(value);
}
