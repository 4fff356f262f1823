import { Names, type Chart } from 'cdk8s';
import { hasErrors, type Finding } from '../finding/finding';
import {
  compileRelease,
  settledObjects,
  type Baseline,
  type CompiledRelease,
  type Parts,
} from '../compile/compile-release';
import type { Phase } from '../compile/phase';
import { canonicalManifest } from '../manifest/canonical';
import type { Manifest } from '../manifest/manifest';
import { findDeployment } from '../plan/application';
import { normalizePlan, type Plan } from '../plan/plan';
import { liveRules } from '../plan/rules/live-rules';
import { assembleSound } from '../plan/rules/assemble-sound';
import { planRules } from '../plan/rules/plan-rules';
import { runPlanRules, type LiveObjects, type PlanContext } from '../plan/rules/rule';
import type { Source } from '../plan/rendered';
import { proveRelease } from '../proof/prove-release';
import { splitRefuted } from '../proof/split-refuted';
import { releaseFindings } from '../proof/release-findings';
import { inferDependencies } from './chart-objects';
import { takeSnapshot, type Snapshot } from './snapshot';
import type { CompileOptions, ReleaseConstruct } from './release-construct';
import { resolveSource } from './resolve-source';

/** A release compiled in memory. */
export interface Compilation {
  readonly findings: readonly Finding[];
  /** The phases forward; none where a finding is an error. */
  readonly phases: readonly Phase[];
  /** The way back from each phase, by the phase's id. */
  readonly waysBack: Readonly<Record<string, readonly Phase[]>>;
  /** Everything that was compiled; undefined where a finding is an error. */
  readonly release?: CompiledRelease | undefined;
}

/** What a release starts from: nothing, or the objects of a version. */
export type Start =
  | { readonly kind: 'plan' }
  | { readonly kind: 'nothing' }
  | ({ readonly kind: 'live' } & LiveObjects);

/** A release resolved and judged, ready to compile. */
export interface Prepared {
  readonly plan: Plan;
  readonly source: Source;
  readonly context: PlanContext;
  /** What runs at the start; not known where a finding is an error. */
  readonly baseline: Baseline;
  readonly findings: readonly Finding[];
}

const NOTHING: Baseline = { kind: 'nothing' };

/** Compile one release in memory, in any app. Reads no disk. */
export function compileOne(release: ReleaseConstruct, { live }: CompileOptions): Compilation {
  inferDependencies(release.node.root);
  const plan = planOf(release, release.chart, undefined);
  const start: Start =
    live === undefined
      ? { kind: 'plan' }
      : {
          kind: 'live',
          version: live.version,
          objects: live.objects.map((object) => canonicalManifest(object as Manifest)),
          layout: plan.layout,
          engine: 'phases',
        };
  return finishCompilation(prepareRelease(release, plan, start, takeSnapshot(release.chart)));
}

/** Resolve a release and run the rules on it. */
export function prepareRelease(
  release: ReleaseConstruct,
  plan: Plan,
  start: Start,
  before: Snapshot,
): Prepared {
  const source = resolveSource(release, plan, before);
  const placed = placePlan(plan, release.chart, source);
  const context: PlanContext = {
    input: release.plan,
    plan: placed,
    source,
    application: assembleSound(placed, source.to, source.others),
    live: start.kind === 'live' ? start : undefined,
  };
  const found = runPlanRules(planRules, context);
  const baseline = hasErrors(found) ? NOTHING : baselineOf(context, start);
  const findings = [...found, ...judgeRendered(context, baseline)];
  return { plan: placed, source, context, baseline, findings };
}

/** Compile what was prepared, unless a finding is an error. */
export function finishCompilation(prepared: Prepared): Compilation {
  const { context, findings, plan, baseline } = prepared;
  if (hasErrors(findings) || context.application === undefined) {
    return { findings, phases: [], waysBack: {} };
  }
  const { application } = context;
  return prove(findings, (parts) => compileRelease(plan, application, baseline, parts));
}

/** A release is put in smaller steps so many times. */
const MOST_ROUNDS = 3;

/** A release that a proof refutes is put in smaller steps where that helps, or else is none. */
function prove(
  findings: readonly Finding[],
  compile: (parts?: Parts) => CompiledRelease,
): Compilation {
  let compiled = compile();
  let proof = proveRelease(compiled);
  let parts: Parts = new Map();
  // a phase more may need a way back in smaller steps
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const more = splitRefuted(compiled, proof, parts);
    if (more.size === parts.size) break;
    parts = more;
    compiled = compile(parts);
    proof = proveRelease(compiled);
  }
  const all = [...findings, ...releaseFindings(compiled, proof)];
  if (hasErrors(all)) return { findings: all, phases: [], waysBack: {} };
  const { skips, early, settling } = proof;
  const release = { ...compiled, proved: { skips, early, settling } };
  return { findings: all, phases: release.phases, waysBack: release.waysBack, release };
}

/** The plan of a release with its defaults, in its place. */
export function planOf(
  release: ReleaseConstruct,
  chart: Chart,
  environment: string | undefined,
): Plan {
  return normalizePlan(release.plan, {
    construct: release.node.path,
    chart: chartName(chart),
    namespace: chart.namespace,
    environment,
  });
}

/** What `from` renders stands for what is live, so the new version may differ from it as little. */
function judgeRendered(context: PlanContext, baseline: Baseline): readonly Finding[] {
  if (baseline.kind !== 'rendered') return [];
  const { plan } = context;
  const { application, objects = settledObjects(plan, application) } = baseline;
  const { version } = application;
  const live: LiveObjects = { version, objects, layout: plan.layout, engine: 'phases' };
  return runPlanRules(liveRules, { ...context, live });
}

/** Where the chart has no namespace that of the workload counts: YAML that exists often has one. */
function placePlan(plan: Plan, chart: Chart, source: Source): Plan {
  const own = findDeployment(source.to)?.metadata.namespace;
  return chart.namespace === undefined && own !== undefined ? { ...plan, namespace: own } : plan;
}

/** Name of a chart in file names, cdk8s's without a number. */
export function chartName(chart: Chart): string {
  return Names.toDnsLabel(chart);
}

/** Of a rendered start the objects are made once: for the rules, and for the compiler. */
function baselineOf({ plan, source }: PlanContext, start: Start): Baseline {
  if (start.kind === 'live') return start;
  if (start.kind === 'nothing' || source.from === undefined) return NOTHING;
  const application = assembleSound(plan, source.from, source.others);
  if (application === undefined) return NOTHING;
  return { kind: 'rendered', application, objects: settledObjects(plan, application) };
}
