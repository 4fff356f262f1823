import type { Breach, CheckRule } from '../rule';
import type { CheckState } from '../state';
import { VALIDATION_RULE_IDS } from './rule-id';
import { validateIstio } from './validate-istio';
import { VALIDATION_TEXTS } from './validation-texts';

/** What Istio's validating webhook refuses or warns of, object by object: Istio 1.30. */
export const validationRules: readonly CheckRule[] = VALIDATION_RULE_IDS.map(
  (id): CheckRule => ({
    id,
    ...VALIDATION_TEXTS[id],
    area: 'istio-validation',
    find: (state) => breachesOf(state).get(id) ?? [],
  }),
);

/** All rules look at the objects of a state together, once. */
function breachesOf(state: CheckState): ReadonlyMap<string, readonly Breach[]> {
  const known = validated.get(state);
  if (known !== undefined) return known;
  const byRule = new Map<string, Breach[]>();
  for (const manifest of state.manifests) {
    for (const { rule, ...complaint } of validateIstio(manifest)) {
      const breaches = byRule.get(rule) ?? [];
      byRule.set(rule, breaches);
      breaches.push({ manifest, ...complaint });
    }
  }
  validated.set(state, byRule);
  return byRule;
}

const validated = new WeakMap<CheckState, ReadonlyMap<string, readonly Breach[]>>();
