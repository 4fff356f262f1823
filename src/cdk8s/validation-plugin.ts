import type { PendingFinding } from '../check/pending-finding';
import { countFindings } from '../finding/format-findings';
import { checkObjects, fileOf, type ObjectFile, type ObjectState } from './check-objects';
import type { ValidationContext, ValidationViolation } from './validation-plugin-context';
import { readProperties, type ValidationProperties } from './validation-plugin-properties';

/**
 * The rules of `cdk8s-canary check` as a plugin of cdk8s: `cdk8s synth` runs it on what it wrote and
 * ends with 2 where a finding is an error. Each phase of a release is a state of its own, and all other
 * manifests are one together. The way between phases needs no plugin: the app proves it when it is
 * compiled. In cdk8s.yaml, for the installed package:
 *
 * ```yaml
 * validations:
 *   - package: ./node_modules/cdk8s-canary
 *     class: ValidationPlugin
 *     version: 0.1.0
 *     properties: { strict: true }
 * ```
 */
export class ValidationPlugin {
  readonly #properties: ValidationProperties;

  /** @throws Error for a property that does not exist, or that has a value of another type */
  constructor(properties: ValidationProperties = {}) {
    this.#properties = readProperties(properties);
  }

  /** Checks what was written, and submits a report. */
  validate(context: ValidationContext): Promise<void> {
    const { strict = false, minSeverity = 'warning' } = this.#properties;
    const states = statesOf(context);
    const { found, texts } = checkObjects(states, this.#properties);
    const pending = once(found);
    const shown = pending.filter(({ finding }) => RANK[finding.severity] <= RANK[minSeverity]);
    const titles = new Map(texts.map(({ id, title }) => [id, title]));
    for (const violation of violationsOf(shown, titles)) context.report.addViolation(violation);
    const failing = pending.some(({ finding }) => RANK[finding.severity] <= (strict ? 1 : 0));
    context.report.submit(failing ? 'failure' : 'success', {
      Findings: countFindings(shown.map(({ finding }) => finding)),
      States: `${states.length}`,
    });
    return Promise.resolve();
  }
}

const RANK = { error: 0, warning: 1, info: 2 } as const;

/** Directory of a phase, such as `dist/api/1.1.0/030-canary-25`. */
const PHASE = /^(?:.*\/)?\d{3}-[^/]+(?=\/)/;

function statesOf(context: ValidationContext): readonly ObjectState[] {
  const states = new Map<string, ObjectFile[]>();
  for (const file of context.manifests) {
    const [name = 'the app'] = PHASE.exec(file.replaceAll('\\', '/')) ?? [];
    const files = states.get(name) ?? [];
    states.set(name, files);
    files.push({ file, values: context.parseManifest(file) });
  }
  return [...states].map(([name, files]) => ({ name, files }));
}

/** What is the same in every phase is told for the first. */
function once(pending: readonly PendingFinding[]): readonly PendingFinding[] {
  const known = new Map<string, PendingFinding>();
  for (const one of pending) {
    const { rule, severity, at, message } = one.finding;
    const key = JSON.stringify([rule, severity, at, message]);
    if (!known.has(key)) known.set(key, one);
  }
  return [...known.values()];
}

/** One violation for each rule and remedy, the worst first. */
function violationsOf(
  pending: readonly PendingFinding[],
  titles: ReadonlyMap<string, string>,
): readonly ValidationViolation[] {
  const groups = new Map<string, PendingFinding[]>();
  for (const one of [...pending].sort(
    (a, b) => RANK[a.finding.severity] - RANK[b.finding.severity],
  )) {
    const key = JSON.stringify([one.finding.rule, one.finding.fix]);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(one);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { rule, fix = '' } = first.finding;
    return {
      ruleName: rule,
      recommendation: `${titles.get(rule) ?? rule} (more: cdk8s-canary explain ${rule})`,
      fix,
      violatingResources: group.map((one) => ({
        resourceName: nameOf(one),
        locations: [`${one.finding.severity} ${one.finding.at}: ${one.finding.message}`],
        manifestPath: fileOf(one),
      })),
    };
  });
}

/** The object's own name: by it cdk8s finds the path of the construct. */
function nameOf({ finding }: PendingFinding): string {
  return finding.object?.split('/').at(-1) ?? finding.at;
}
