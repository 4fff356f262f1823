import { writeFileSync } from 'node:fs';
import { App, type AppProps } from 'cdk8s';
import { formatFindings } from '../finding/format-findings';
import { hasErrors } from '../finding/finding';
import { addReport, hasFailed, isFailure } from './app-runs';
import { buildReport } from './build-report';
import { formatOutput } from './format-output';
import { PlanError } from './plan-error';
import { markReleaseApp } from './release-construct';
import type { Report } from './report';
import { readSettings, type Settings } from './settings';
import type { AppPlace } from './compile-app';

/** Settings of a ReleaseApp beside those of a cdk8s App. */
export interface ReleaseAppProps extends AppProps {
  /**
   * First directory of every release's paths, for several environments in one repository.
   * @default - none
   */
  readonly environment?: string | undefined;
  /**
   * Directory of what is live, where `advance` keeps the position of each release.
   * @default live
   */
  readonly live?: string | undefined;
}

/**
 * An app that writes releases: `<outdir>/<release>/<version>/<phase>/` for each chart with a
 * Release, and what cdk8s writes for every other chart.
 */
export class ReleaseApp extends App {
  /** First directory of every release's paths. */
  readonly environment: string | undefined;
  /** Directory of what is live. */
  readonly live: string;

  constructor(props: ReleaseAppProps = {}) {
    super(props);
    this.environment = props.environment;
    this.live = props.live ?? 'live';
    markReleaseApp(this);
  }

  /**
   * Compile every release and write what changed.
   * @throws PlanError when a finding is an error; nothing has been written then
   */
  override synth(): void {
    const asked = readSettings(process.env);
    // an app that can't be written leaves the others of the program unwritten too
    const settings =
      asked.report !== undefined && hasFailed() ? { ...asked, mode: 'plan' as const } : asked;
    const report = buildReport(this, this.place(settings), settings);
    if (settings.report === undefined) return tellPeople(report);
    // the command that ran the app tells people; the app only has to fail
    const whole = addReport(report);
    writeFileSync(settings.report, JSON.stringify(whole));
    if (isFailure(whole)) process.exitCode = 1;
  }

  private place(settings: Settings): AppPlace {
    return { live: settings.live ?? this.live, environment: this.environment };
  }

  /** Not for apps with releases: a release is many states, and one text holds one. */
  override synthYaml(): never {
    throw new Error(
      'a ReleaseApp has no single YAML text; use synth(), or compile() of each release',
    );
  }
}

function tellPeople(report: Report): void {
  if (report.failure !== undefined) throw new Error(report.failure.message);
  if (hasErrors(report.findings)) throw new PlanError(report.findings);
  // stderr, because `cdk8s synth` swallows stdout (cdk8s#2269)
  if (report.findings.length > 0) process.stderr.write(`${formatFindings(report.findings)}\n\n`);
  process.stderr.write(`${formatOutput(report)}\n`);
}
