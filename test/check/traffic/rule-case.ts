import type { CheckRule } from '../../../src/check/rule';
import { checkState } from '../../../src/check/state';
import { describe as nameOf } from '../../../src/manifest/identity';
import type { Manifest } from '../../../src/manifest/manifest';

/** A state that keeps a rule beside one that breaks it. */
export interface RuleCase {
  readonly rule: string;
  /** What is wrong in the state that breaks it. */
  readonly when: string;
  readonly passes: readonly Manifest[];
  readonly fails: readonly Manifest[];
  /** Where, and what is said: `VirtualService shop/web spec.gateways: …`. */
  readonly says: string;
  /** Severity of the finding. @default the rule's own */
  readonly severity?: 'error' | 'warning' | 'info';
  /** Other rules that have something of their own to say about the broken state, infos left out. */
  readonly also?: readonly string[];
}

/** What rules say about a state: severity, rule, place and message in a line each. */
export function findIn(
  rules: readonly CheckRule[],
  manifests: readonly Manifest[],
): readonly { readonly rule: string; readonly severity: string; readonly said: string }[] {
  const state = checkState(manifests);
  return rules.flatMap((rule) =>
    rule.find(state).map(({ manifest, path, message, severity = rule.severity }) => ({
      rule: rule.id,
      severity,
      said: `${nameOf(manifest)}${path === '' ? '' : ` ${path}`}: ${message}`,
    })),
  );
}

/** Tests every case: it is said once, and nobody else says it in other words. */
export function testCases(rules: readonly CheckRule[], cases: readonly RuleCase[]): void {
  const isLoud = ({ severity }: { readonly severity: string }): boolean => severity !== 'info';

  it.each(cases.map((one) => [one.rule, one.when, one] as const))('%s finds %s', (id, _, one) => {
    const found = findIn(rules, one.fails);
    const own = found.filter(({ rule }) => rule === id);
    expect(own.map(({ said }) => said)).toEqual([one.says]);
    expect(own[0]?.severity).toBe(one.severity ?? rules.find((rule) => rule.id === id)?.severity);
    const others = found.filter(isLoud).filter(({ rule }) => rule !== id);
    expect(others.map(({ rule }) => rule).sort()).toEqual([...(one.also ?? [])].sort());
  });

  it.each(cases.map((one) => [one.rule, one.when, one] as const))(
    '%s keeps quiet without: %s',
    (_, __, one) => {
      expect(findIn(rules, one.passes).filter(isLoud)).toEqual([]);
    },
  );

  it('every rule has an example that keeps it and one that breaks it', () => {
    const covered = new Set(cases.map(({ rule }) => rule));
    expect(rules.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([]);
  });
}
