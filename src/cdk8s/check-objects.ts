import type * as CheckRulesModule from '../check/check-rules';
import type { PendingFinding } from '../check/pending-finding';
import { runRules } from '../check/run-rules';
import { inNamespace, isNamespaced } from '../check/source/default-namespace';
import type { DocumentText } from '../check/source/document-text';
import { listObjects } from '../check/source/list-objects';
import type { LoadedState, Origin } from '../check/source/load-state';
import type { Problem } from '../check/source/problem';
import {
  readAnnotations,
  type FoundSuppression,
  type SuppressionPlace,
} from '../check/suppress/read-annotations';
import { suppressFindings, type SuppressionFault } from '../check/suppress/suppress-findings';
import { parseSuppression } from '../check/suppress/suppression';
import { suppressionTexts } from '../check/suppress/suppression-texts';
import type { RuleText } from '../finding/rule-text';
import { describe, keyOf } from '../manifest/identity';
import type { Json, Manifest } from '../manifest/manifest';
import type { CheckSettings } from './check-settings';
import { readKindSchemas } from './kind-schemas';

/** Objects that are in a cluster together, as values that are parsed already. */
export interface ObjectState {
  readonly name: string;
  readonly files: readonly ObjectFile[];
}

/** The documents of a file; those that are no Kubernetes objects are passed over. */
export interface ObjectFile {
  readonly file: string;
  readonly values: readonly unknown[];
}

/** What is found in states, and the texts of all rules. */
export interface CheckedObjects {
  readonly found: readonly PendingFinding[];
  readonly texts: readonly RuleText[];
}

/** Runs all rules on states, and leaves out what is allowed. */
export function checkObjects(
  states: readonly ObjectState[],
  { namespace = 'default', allow = [] }: CheckSettings,
): CheckedObjects {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- large, and most programs check nothing
  const { checkRules, checkTexts } = require('../check/check-rules') as typeof CheckRulesModule;
  const rules = checkRules(readKindSchemas());
  const gathered = states.map((state) => gatherState(state, namespace));
  const pending = gathered.flatMap((state) => runRules(state, rules));
  const options = allow.map(
    (text): FoundSuppression => ({
      ...parseSuppression(text),
      by: 'option',
      place: { state: 'allow' },
    }),
  );
  const { by, faults } = suppressFindings(
    pending.map(({ finding }) => finding),
    [...gathered.flatMap(readAnnotations), ...options],
    new Set(checkTexts.map(({ id }) => id)),
  );
  const kept = pending.filter((_, index) => by[index]?.reason === undefined);
  return { found: [...kept, ...faults.map(faultFinding)], texts: checkTexts };
}

/** The file that a finding is in. */
export function fileOf({ spot, finding }: PendingFinding): string {
  return spot?.kind === 'field' ? spot.document.file : finding.at;
}

function gatherState({ name, files }: ObjectState, namespace: string): LoadedState {
  const objects = new Map<string, { readonly manifest: Manifest; readonly origin: Origin }>();
  const problems: Problem[] = [];
  for (const { file, values } of files) {
    const document: DocumentText = { file, ...NO_TEXT };
    for (const value of values) {
      const listed = listObjects({ ...document, value: value as Json });
      problems.push(...(listed?.problems ?? []));
      for (const { manifest: given, path, isGenerated } of listed?.objects ?? []) {
        const manifest = inOwnNamespace(given, namespace);
        const key = isGenerated ? `generated ${objects.size}` : keyOf(manifest);
        if (objects.has(key)) problems.push(twice(manifest, document));
        objects.set(key, { manifest, origin: { document, path } });
      }
    }
  }
  const kept = [...objects.values()];
  return {
    name,
    manifests: kept.map(({ manifest }) => manifest),
    origins: new Map(kept.map(({ manifest, origin }) => [manifest, origin])),
    problems,
    files: files.length,
    skipped: [],
  };
}

/** Values have no lines: a finding says the path of the field. */
const NO_TEXT = { text: '', linesBefore: 0, columnsBefore: 0, syntax: 'json' } as const;

function inOwnNamespace(manifest: Manifest, namespace: string): Manifest {
  const isBare = manifest.metadata.namespace === undefined && isNamespaced(manifest);
  return isBare ? inNamespace(manifest, namespace) : manifest;
}

function twice(manifest: Manifest, document: DocumentText): Problem {
  const message = `${describe(manifest)} is there twice`;
  const spot = { kind: 'field', document, path: '' } as const;
  return { rule: 'object-twice', file: document.file, message, spot };
}

function faultFinding(fault: SuppressionFault<SuppressionPlace>): PendingFinding {
  const { rule, place, message, given, object } = fault;
  const text = suppressionTexts.find(({ id }) => id === rule);
  const { state, spot } = place;
  const severity = text?.severity ?? 'error';
  const fix = fault.fix ?? text?.fix ?? '';
  const at = object ?? 'allow';
  return {
    finding: { rule, severity, area: 'file', at, state, message, given, fix },
    ...(spot && { spot }),
  };
}
