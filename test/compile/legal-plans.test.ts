import { planRules } from '../../src/plan/rules/plan-rules';
import { runPlanRules, type PlanContext } from '../../src/plan/rules/rule';
import { checkHistories, releasesOf } from './check-history';
import { applicationOf, lastPhase, planOf, renderedOf, type ReleaseCase } from './release-case';

describe('the random plans of these tests', () => {
  it('break no rule: what is shown of them is shown of plans that users may have', () => {
    checkHistories((example) => {
      const [a, b, c] = example.versions;
      const [first] = releasesOf(example);
      const { objects } = lastPhase(first.release);
      const layout = planOf(c).layout;
      const contexts = [
        contextOf(a),
        { ...contextOf(b), ...(example.start === 'rendered' ? fromOf(b, a) : {}) },
        { ...contextOf(c), live: { version: '1.1.0', objects, layout, engine: 'phases' } },
      ];

      expect(contexts.flatMap(errorsOf)).toEqual([]);
    });
  });
});

function contextOf(source: ReleaseCase): PlanContext {
  const plan = planOf(source);
  return {
    input: source.input,
    plan,
    source: { to: renderedOf(source), others: source.others, sideEffects: [] },
    application: applicationOf(source, plan),
  };
}

function fromOf(source: ReleaseCase, before: ReleaseCase): Partial<PlanContext> {
  const from = { ...renderedOf(source), objects: before.workload, version: { name: '1.0.0' } };
  return { source: { ...contextOf(source).source, from } };
}

function errorsOf(context: PlanContext): readonly string[] {
  return runPlanRules(planRules, context)
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, at, message }) => `${rule} ${at}: ${message}`);
}
