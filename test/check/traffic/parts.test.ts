import { isDeepStrictEqual } from 'node:util';
import { checkState } from '../../../src/check/state';
import { answersOf } from '../../../src/check/traffic/probes';
import { partsOf } from '../../../src/check/traffic/parts';
import { STAND_IN } from '../../../src/check/traffic/stand-ins';
import type { Manifest } from '../../../src/manifest/manifest';
import { outcome } from '../../../src/mesh/outcome';
import { BOOKINFO, BOOKINFO_GATEWAY, BOOKINFO_SUBSETS, BOOKINFO_TASKS } from './bookinfo';
import { bindingCases } from './cases/bindings';
import { bypassCases } from './cases/bypass';
import { destinationCases } from './cases/destinations';
import { ruleCases } from './cases/rules-and-weights';
import { fleet } from './fleet';

const cases = [...bindingCases, ...bypassCases, ...destinationCases, ...ruleCases];
const bookinfo = [...BOOKINFO, ...BOOKINFO_GATEWAY, ...BOOKINFO_SUBSETS];
const states: readonly (readonly [string, readonly Manifest[]])[] = [
  ...cases.flatMap(({ rule, when, fails, passes }) => [
    [`${rule}: ${when}`, [...fails, ...bookinfo]] as const,
    [`${rule}: without ${when}`, [...passes, ...fleet(3, 1)]] as const,
  ]),
  ...BOOKINFO_TASKS.map(([task, routes]) => [task, [...bookinfo, ...routes]] as const),
];

describe('the part of a state that a host belongs to', () => {
  it.each(states)('answers as the whole state does: %s', (_, manifests) => {
    const state = checkState(manifests);
    const compared = partsOf(state).flatMap((part) =>
      answersOf(part)
        .filter(
          ({ asked: { caller } }) =>
            caller.kind === 'outside' || caller.labels?.[STAND_IN] === undefined,
        )
        .map(({ asked, request, outcome: { kind, workloads, errors } }) => {
          const whole = outcome(state.world(), asked.caller, request);
          const expected = { kind: whole.kind, workloads: whole.workloads, errors: whole.errors };
          return { asked: asked.told, request, found: { kind, workloads, errors }, expected };
        }),
    );
    expect(compared.length).toBeGreaterThan(0);
    expect(compared.filter(({ found, expected }) => !isDeepStrictEqual(found, expected))).toEqual(
      [],
    );
  });

  it('is small: applications that share no host and no pods are apart', () => {
    const parts = partsOf(checkState(fleet(50, 10)));
    expect(parts.length).toBe(50);
    expect(Math.max(...parts.map(({ manifests }) => manifests.length))).toBe(5);
  });
});
