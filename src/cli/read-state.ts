import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, keyOf } from '../manifest/identity';
import type { Manifest } from '../manifest/manifest';
import { CliError } from './cli-error';
import { EXIT } from './exit-codes';
import { parseManifests } from './parse-manifests';

/** A file that tells kustomize what to apply; no object of the cluster. */
const KUSTOMIZATION = /^kustomization\.ya?ml$/i;

const YAML = /\.ya?ml$/i;

/**
 * Read the objects in a YAML file, or in every YAML file below a directory.
 * @throws CliError 1 when nothing can be read there, 2 for what is not Kubernetes YAML or holds an
 * object twice
 */
export function readState(path: string): readonly Manifest[] {
  const places = new Map<string, string>();
  return filesAt(path).flatMap((file) => {
    const manifests = parseManifests(
      attempt(file, () => readFileSync(file, 'utf8')),
      file,
    );
    for (const manifest of manifests) {
      const other = places.get(keyOf(manifest));
      if (other !== undefined) throw twice(path, manifest, [other, file]);
      places.set(keyOf(manifest), file);
    }
    return manifests;
  });
}

function filesAt(path: string): readonly string[] {
  const isDirectory = attempt(path, () => statSync(path).isDirectory());
  if (!isDirectory) return [path];
  const files = attempt(path, () => readdirSync(path, { recursive: true, withFileTypes: true }))
    .filter((entry) => !entry.isDirectory() && YAML.test(entry.name))
    .filter((entry) => !KUSTOMIZATION.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (files.length > 0) return files;
  const message = `no YAML file in ${path}`;
  throw new CliError(EXIT.failure, message, 'name the directory of a phase, or a YAML file');
}

function attempt<Result>(path: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    throw new CliError(EXIT.failure, `cannot read ${path}: ${(error as Error).message}`);
  }
}

function twice(path: string, manifest: Manifest, [a, b]: readonly [string, string]): CliError {
  const message = `${path} holds ${describe(manifest)} twice: in ${a} and in ${b}`;
  return new CliError(EXIT.findings, message, 'name the directory of one phase');
}
