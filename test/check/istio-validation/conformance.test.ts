import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readKindSchemas } from '../../../src/cdk8s/kind-schemas';
import { validationRules } from '../../../src/check/istio-validation/validation-rules';
import { schemaRulesWith } from '../../../src/check/schema/schema-rules';
import { checkState } from '../../../src/check/state';
import type { Manifest } from '../../../src/manifest/manifest';

/** What Istio's webhook and the API server said of an object. */
interface Observed {
  readonly name: string;
  readonly object: Manifest;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly schemaErrors: readonly string[];
}

const file = join(__dirname, '../../conformance/istio/validate.json');
const cases = JSON.parse(readFileSync(file, 'utf8')) as readonly Observed[];
const rules = [...validationRules, ...schemaRulesWith(readKindSchemas())];

describe("what Istio's webhook and the schema say of an object", () => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', (_, one) => {
    expect(saidOf(one.object)).toEqual({
      refusedByWebhook: one.errors.length > 0,
      warned: one.warnings.length > 0,
      refusedBySchema: one.schemaErrors.length > 0,
    });
  });
});

function saidOf(object: Manifest): Readonly<Record<string, boolean>> {
  const state = checkState([object]);
  const said = rules.flatMap((rule) =>
    rule.find(state).map(({ severity }) => `${rule.area} ${severity ?? rule.severity}`),
  );
  return {
    refusedByWebhook: said.includes('istio-validation error'),
    warned: said.includes('istio-validation warning'),
    refusedBySchema: said.includes('schema error'),
  };
}
