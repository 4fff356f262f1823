import type { Manifest } from '../../manifest/manifest';
import { type Application, assembleApplication } from '../application';
import type { Plan } from '../plan';
import type { Rendered } from '../rendered';
import { protectedFields } from './patch-rules';
import { isRecord, listOf, read } from './record';
import { deploymentOf, isSound } from './sound-objects';

/**
 * The application of a version, like `assembleApplication`, but undefined as well where objects,
 * version or patch are not what their types say: those are for the rules to report.
 */
export function assembleSound(
  plan: Plan,
  rendered: Rendered,
  others: readonly Manifest[],
): Application | undefined {
  const objects: readonly unknown[] = [...listOf(others), ...listOf(read(rendered, 'objects'))];
  const deployment = deploymentOf(rendered);
  if (deployment === undefined || !objects.every(isSound)) return undefined;
  if (!Array.isArray(others) || !Array.isArray(rendered.objects)) return undefined;
  if (!isSoundSpec(deployment.spec) || !isSoundVersion(rendered.version)) return undefined;
  if (typeof read(plan, 'trackLabel') !== 'string' || !isRecord(read(plan, 'names')))
    return undefined;
  const patches = [read(plan.patch, 'Deployment'), rendered.version.patch];
  if (!patches.every((patch) => isSoundPatch(patch, plan))) return undefined;
  return assembleApplication(plan, rendered, others);
}

function isSoundSpec(spec: unknown): boolean {
  const containers = read(spec, 'template', 'spec', 'containers') ?? [];
  const metadata = read(spec, 'template', 'metadata') ?? {};
  return (
    isRecord(read(spec, 'selector')) &&
    isRecord(read(spec, 'template')) &&
    isRecord(metadata) &&
    isRecord(metadata['labels'] ?? {}) &&
    isListOfRecords(containers) &&
    listOf(containers).every((container) => isListOfRecords(read(container, 'env') ?? []))
  );
}

function isSoundVersion(version: unknown): boolean {
  return isRecord(version) && isRecord(version['env'] ?? {}) && version['env'] !== null;
}

function isSoundPatch(patch: unknown, plan: Plan): boolean {
  if (patch === undefined) return true;
  return isRecord(patch) && protectedFields('Deployment', patch, plan.trackLabel).length === 0;
}

function isListOfRecords(value: unknown): boolean {
  return Array.isArray(value) && listOf(value).every(isRecord);
}
