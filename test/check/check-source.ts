import { checkFiles } from '../../src/check/check-files';
import type { CheckResult } from '../../src/check/checked-finding';
import type { StateGroup } from '../../src/check/check-request';
import type { CheckRule } from '../../src/check/rule';
import { parseSuppression } from '../../src/check/suppress/suppression';
import { loadYaml } from './source/load';

/** A rule that needs no model: a Service says how it is reached. */
export const TYPE_RULE: CheckRule = {
  id: 'service-type-given',
  severity: 'warning',
  area: 'hygiene',
  title: 'a Service says its type',
  why: 'Because this is a test.',
  fix: 'write spec.type',
  find: ({ ofKind }) =>
    ofKind('/Service')
      .filter(({ spec }) => (spec as { type?: string } | undefined)?.type === undefined)
      .map((manifest) => ({
        manifest,
        path: 'spec.type',
        message: 'the type is left to the default',
        allowed: 'ClusterIP, NodePort',
        code: 'IST9999',
      })),
};

/** A rule that is broken on purpose. */
export const FAILING_RULE: CheckRule = {
  ...TYPE_RULE,
  id: 'always-fails',
  find: () => {
    throw new Error('no idea');
  },
};

/** A group of states by name, each with its files. */
export function groupOf(
  states: Readonly<Record<string, Readonly<Record<string, string>>>>,
): StateGroup {
  return {
    states: Object.entries(states).map(([name, files]) => ({
      name,
      read: () => ({
        name,
        texts: Object.entries(files).map(([file, text]) => ({ file, text, named: false })),
        problems: [],
      }),
    })),
    transitions: [],
  };
}

/** Checks states with a few rules. */
export function check(
  states: Readonly<Record<string, Readonly<Record<string, string>>>>,
  allow: readonly string[] = [],
  rules: readonly CheckRule[] = [TYPE_RULE],
): Promise<CheckResult> {
  return checkFiles({
    groups: [groupOf(states)],
    rules,
    knownRules: new Set([...rules.map(({ id }) => id), 'object-twice']),
    allow: allow.map(parseSuppression),
    namespace: 'default',
    loadYaml,
  });
}

/** A Service, with annotations if they are given. */
export function serviceYaml(name: string, annotation?: string): string {
  const lines = ['apiVersion: v1', 'kind: Service', 'metadata:', `  name: ${name}`];
  if (annotation !== undefined) {
    lines.push('  annotations:', `    cdk8s-canary/allow: ${JSON.stringify(annotation)}`);
  }
  return [...lines, 'spec:', '  ports:', '    - port: 80', ''].join('\n');
}
