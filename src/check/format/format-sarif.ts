import type { Severity } from '../../finding/finding';
import type { RuleText } from '../../finding/rule-text';
import type { CheckedFinding, CheckResult } from '../checked-finding';
import { fingerprint } from './fingerprint';

/** What a SARIF log says of the program that wrote it. */
export interface SarifTool {
  readonly version: string;
  /** All rules; those with results are described. */
  readonly rules: readonly RuleText[];
}

/**
 * A SARIF 2.1.0 log: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. What is allowed
 * is a result with a suppression.
 */
export function formatSarif(
  { findings }: CheckResult,
  minSeverity: Severity,
  { version, rules }: SarifTool,
): string {
  const shown = findings.filter(
    ({ severity, suppression }) =>
      suppression !== undefined || ORDER.indexOf(severity) <= ORDER.indexOf(minSeverity),
  );
  const ids = [...new Set(shown.map(({ rule }) => rule))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'cdk8s-canary',
            version,
            semanticVersion: version,
            rules: ids.map((id) => descriptor(id, rules)),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: shown.map((finding) => resultOf(finding, ids.indexOf(finding.rule))),
      },
    ],
  };
  return JSON.stringify(log, null, 2);
}

const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

const LEVEL = { error: 'error', warning: 'warning', info: 'note' } as const;

function descriptor(id: string, rules: readonly RuleText[]): object {
  const text = rules.find((rule) => rule.id === id);
  if (text === undefined) return { id };
  const { title, why, fix, severity } = text;
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: `${why}\n\nfix: ${fix}`, markdown: `${why}\n\n**Fix:** ${fix}` },
    defaultConfiguration: { level: LEVEL[severity] },
  };
}

function resultOf(finding: CheckedFinding, ruleIndex: number): object {
  const { rule, severity, at, message, fix, code, state, suppression, object } = finding;
  const text = fix === undefined || fix === '' ? message : `${message} (fix: ${fix})`;
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVEL[severity],
    message: { text: at === finding.source?.file ? text : `${at}: ${text}` },
    locations: [locationOf(finding)],
    partialFingerprints: { 'cdk8s-canary/v1': fingerprint(finding) },
    ...(suppression && {
      suppressions: [
        {
          kind: suppression.by === 'annotation' ? 'inSource' : 'external',
          justification: suppression.reason,
        },
      ],
    }),
    properties: { state, ...(object && { object }), ...(code && { istioCode: code }) },
  };
}

function locationOf({ source, object, at }: CheckedFinding): object {
  const logical = object === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: at }] };
  if (source === undefined) return logical;
  const { file, line, column, endLine, endColumn } = source;
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      region: {
        startLine: line,
        startColumn: column,
        ...(endLine === undefined ? {} : { endLine }),
        ...(endColumn === undefined ? {} : { endColumn }),
      },
    },
    ...logical,
  };
}

/** A path as a relative reference; characters that mean something in a URI are escaped. */
function uriOf(file: string): string {
  const path = file.split('/').map(encodeURIComponent).join('/');
  return file.startsWith('/') ? `file://${path}` : path;
}
