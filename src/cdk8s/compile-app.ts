import { Chart, type App } from 'cdk8s';
import type { CompiledRelease } from '../compile/compile-release';
import type { FileLayout } from '../emit/phase-files';
import { emitReleaseFiles } from '../emit/release-files';
import type { ReleaseJson } from '../emit/release-json';
import { hasErrors, type Finding } from '../finding/finding';
import { listReleases } from '../gitops/list-releases';
import type { Plan } from '../plan/plan';
import { appRules } from '../plan/rules/plan-rules';
import { runAppRules } from '../plan/rules/rule';
import { appFinding } from './app-rules';
import { inferDependencies, resolveChart } from './chart-objects';
import { finishCompilation, planOf, prepareRelease } from './compile-one';
import { layoutOf } from './file-layout';
import { isRelease, type ReleaseConstruct } from './release-construct';
import { pathsChangedSince, takeSnapshot, type Snapshot } from './snapshot';
import { findStart } from './start-of-release';
import { emitStockCharts } from './stock-charts';

/** An app compiled in memory; nothing is written yet. */
export interface CompiledApp {
  readonly findings: readonly Finding[];
  readonly releases: readonly LaidOutRelease[];
  /** Environments of the app and of its releases; the empty text is none. */
  readonly environments: ReadonlySet<string>;
  /** Files of the charts without a release, by path below the output directory. */
  readonly files: ReadonlyMap<string, string>;
}

/** A compiled release and how its objects are divided into files. */
export interface LaidOutRelease {
  readonly release: CompiledRelease;
  readonly layout: FileLayout;
}

/** Where an app's releases stand on disk, and in which environment. */
export interface AppPlace {
  /** Directory of what is live. */
  readonly live: string;
  readonly environment?: string | undefined;
}

/** Compile every release of an app, and resolve the charts without one. The tree is resolved once. */
export function compileApp(app: App, place: AppPlace): CompiledApp {
  const hasDependentCharts = inferDependencies(app);
  const charts = hasDependentCharts ? app.charts : chartsInOrder(app);
  const byChart = releasesByChart(app);
  const before = new Map(charts.map((chart) => [chart, takeSnapshot(chart)]));
  const releases = [...byChart.values()]
    .flat()
    .map((release) => compileRelease(app, release, place, before.get(release.chart) ?? new Map()));
  const stock = charts
    .map((chart, index) => ({ chart, index }))
    .filter(({ chart }) => !byChart.has(chart))
    .map((place) => ({ ...place, objects: resolveChart(place.chart) }));
  const { files, findings } = emitStockCharts(
    app,
    stock.map(({ objects, ...rest }) => ({ ...rest, objects: objects.map((o) => o.manifest) })),
    hasDependentCharts ? 'numbered' : 'plain',
  );
  const escaped = stock.flatMap(({ chart, objects }) =>
    pathsChangedSince(before.get(chart) ?? new Map(), objects).map(escape),
  );
  return {
    findings: [
      ...releases.flatMap((release) => release.findings),
      ...runAppRules(appRules, {
        releases: releases.map(({ plan }) => ({ plan })),
        charts: [...byChart].map(([chart, members]) => ({
          chart: chart.node.path,
          releases: members.map((release) => release.node.path),
        })),
        liveNames: listReleases(place.live),
      }),
      ...findings,
      ...escaped,
    ],
    releases: releases.flatMap(({ laidOut }) => laidOut ?? []),
    environments: new Set(
      [place, ...releases.map(({ plan }) => plan)].map((p) => p.environment ?? ''),
    ),
    files,
  };
}

/** The charts as `app.charts` has them where none depends on another; its graph of the whole app is large. */
function chartsInOrder(app: App): readonly Chart[] {
  const charts = app.node.findAll().filter((construct) => Chart.isChart(construct));
  // the graph keeps its constructs by path in an object, which puts numbers first
  return charts.some(({ node }) => /^\d+$/.test(node.path)) ? app.charts : charts;
}

interface Outcome {
  readonly plan: Plan;
  readonly findings: readonly Finding[];
  readonly laidOut?: LaidOutRelease | undefined;
}

function compileRelease(
  app: App,
  release: ReleaseConstruct,
  { live, environment }: AppPlace,
  before: Snapshot,
): Outcome {
  const plan = planOf(release, release.chart, environment);
  const found = findStart(plan, live);
  const compilation = finishCompilation(prepareRelease(release, plan, found.start, before));
  const findings = [...found.findings, ...compilation.findings];
  if (hasErrors(findings) || compilation.release === undefined) return { plan, findings };
  const laidOut = { release: compilation.release, layout: layoutOf(app, plan) };
  const changed = found.done === undefined ? [] : changedSinceDone(plan, laidOut, found.done);
  return { plan, findings: [...findings, ...changed], laidOut };
}

/** Directories that were released and done keep their meaning. */
function changedSinceDone(
  plan: Plan,
  { release, layout }: LaidOutRelease,
  done: ReleaseJson,
): readonly Finding[] {
  const last = (phases: ReleaseJson['phases']): string | undefined => phases.at(-1)?.sha256;
  const { json } = emitReleaseFiles(release, layout);
  if (last(json.phases) === last(done.phases)) return [];
  return [
    appFinding('version-ended', {
      at: 'to',
      message: `the release of ${plan.to.name} is done, and compiled now it would end in other objects`,
      given: plan.to.name,
      construct: plan.construct,
      release: plan.name,
    }),
  ];
}

function releasesByChart(app: App): ReadonlyMap<Chart, readonly ReleaseConstruct[]> {
  const byChart = new Map<Chart, ReleaseConstruct[]>();
  for (const construct of app.node.findAll()) {
    if (!isRelease(construct)) continue;
    const chart = Chart.of(construct);
    byChart.set(chart, [...(byChart.get(chart) ?? []), construct]);
  }
  return byChart;
}

function escape(path: string): Finding {
  return appFinding('workload-escapes', {
    at: path,
    message: 'a workload function makes or changes this construct, which is in another chart',
  });
}
