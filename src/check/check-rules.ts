import type { RuleText } from '../finding/rule-text';
import { transitionTexts } from './check-transitions';
import { hygieneRules } from './hygiene/hygiene-rules';
import { analysisRules } from './istio-analysis/analysis-rules';
import { validationRules } from './istio-validation/validation-rules';
import type { Area, CheckRule } from './rule';
import type { KindSchemas } from './schema/kind-schemas';
import { schemaRulesWith, schemaRuleTexts } from './schema/schema-rules';
import { fileTexts } from './source/file-rules';
import { suppressionTexts } from './suppress/suppression-texts';
import { trafficRules } from './traffic/traffic-rules';

/** What a rule says, with what it looks at. */
export interface AreaText extends RuleText {
  readonly area: Area;
}

/** All rules on the objects of a state, ours or anybody's. */
export function checkRules(schemas: KindSchemas): readonly CheckRule[] {
  return [...schemaRulesWith(schemas), ...stateRules];
}

/** Those that need nothing but the objects. */
const stateRules: readonly CheckRule[] = [
  // the webhook's warning is Istio's IST0130 and IST0131, which the analyzers tell one by one
  ...validationRules.filter(({ id }) => id !== 'istio-unreachable-rule'),
  ...analysisRules,
  ...trafficRules,
  ...hygieneRules,
];

/** The text of every rule that `check` knows, also those on files, suppressions and transitions. */
export const checkTexts: readonly AreaText[] = [
  ...fileTexts.map((text) => ({ ...text, area: 'file' as const })),
  ...suppressionTexts.map((text) => ({ ...text, area: 'file' as const })),
  ...schemaRuleTexts.map((text) => ({ ...text, area: 'schema' as const })),
  ...stateRules,
  ...transitionTexts.map((text) => ({ ...text, area: 'transition' as const })),
];
