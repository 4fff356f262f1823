import type { Finding } from '../../finding/finding';
import type { RuleText } from '../../finding/rule-text';
import type { Manifest } from '../../manifest/manifest';
import type { Application } from '../application';
import type { Plan } from '../plan';
import { ALLOWABLE_RULES, type ReleasePlan } from '../release-plan';
import type { Source } from '../rendered';

/** One place that breaks a rule. */
export type Occurrence = Pick<Finding, 'at' | 'message' | 'given' | 'allowed' | 'fix'>;

/** A rule on `Context`: finds every place that breaks it. */
export interface Rule<Context> extends RuleText {
  readonly find: (context: Context) => readonly Occurrence[];
}

/** What is live when a release is compiled. */
export interface LiveObjects {
  /** Name of the version that is live. */
  readonly version: string;
  readonly objects: readonly Manifest[];
  /** Layout and engine that it was released with. */
  readonly layout: 'services' | 'subsets';
  readonly engine: string;
}

/** What the rules on one release may look at. */
export interface PlanContext {
  /** The plan as it was written. */
  readonly input: ReleasePlan<string>;
  /** The plan with its defaults. */
  readonly plan: Plan;
  /** The user's objects as they were resolved. */
  readonly source: Source;
  /** The objects of the new version in their roles; undefined where there is no Deployment. */
  readonly application?: Application | undefined;
  /** Undefined where nothing is live: a first installation, or a start from `from`. */
  readonly live?: LiveObjects | undefined;
}

/** A rule on one release. */
export type PlanRule = Rule<PlanContext>;

/** Run every rule and report every place once, with the release and the construct it belongs to. */
export function runPlanRules(rules: readonly PlanRule[], context: PlanContext): readonly Finding[] {
  const { plan } = context;
  const findings = rules.flatMap((rule) =>
    rule.find(context).map((occurrence) =>
      allow(plan, {
        rule: rule.id,
        severity: rule.severity,
        ...occurrence,
        fix: occurrence.fix ?? rule.fix,
        construct: plan.construct,
        release: plan.name,
      }),
    ),
  );
  // what is wrong with the workload is so in both versions
  const byText = new Map(findings.map((finding) => [JSON.stringify(finding), finding]));
  return [...byText.values()];
}

/** A finding that the plan allows, with a reason, is only information. */
function allow(plan: Plan, finding: Finding): Finding {
  const id = ALLOWABLE_RULES.find((rule) => rule === finding.rule);
  const reason: unknown = id === undefined ? undefined : plan.allow[id];
  if (typeof reason !== 'string') return finding;
  return { ...finding, severity: 'info', message: `${finding.message} (allowed: ${reason})` };
}

/** Run rules on a whole app. */
export function runAppRules<Context>(
  rules: readonly Rule<Context>[],
  context: Context,
): readonly Finding[] {
  return rules.flatMap((rule) =>
    rule.find(context).map((occurrence) => ({
      rule: rule.id,
      severity: rule.severity,
      fix: rule.fix,
      ...occurrence,
    })),
  );
}
