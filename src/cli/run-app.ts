import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REPORT_SCHEMA_VERSION, type Report } from '../cdk8s/report';
import { type Settings, VARIABLES } from '../cdk8s/settings';
import { hasErrors } from '../finding/finding';
import { readConfig } from './read-config';
import { type Ending, runShell } from './run-shell';
import { tellProgress } from './tell-progress';

/** Which app to run, and what for. */
export interface AppRun {
  readonly mode: Settings['mode'];
  /** Output directory. @default as `cdk8s.yaml` says */
  readonly out?: string | undefined;
  /** Directory of what is live. @default as the app says */
  readonly live?: string | undefined;
  /** Says nothing of progress. @default false */
  readonly quiet?: boolean | undefined;
}

/** What came of the app: what it reports, or why it reports nothing. */
export type AppResult =
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'failed'; readonly message: string; readonly fix: string };

/**
 * Run the app that `cdk8s.yaml` names, as the cdk8s command does, and read what it reports.
 * @throws CliError 64 when `cdk8s.yaml` names no app, 130 when interrupted
 */
export async function runApp(run: AppRun): Promise<AppResult> {
  const { app, output } = await readConfig();
  const directory = mkdtempSync(join(tmpdir(), 'cdk8s-canary-'));
  const report = join(directory, 'report.json');
  const done = run.quiet ? undefined : tellProgress(`running ${app}`);
  try {
    const ending = await runShell(app, environmentOf(run, output, report));
    return judge(ending, readReport(report));
  } finally {
    done?.();
    rmSync(directory, { recursive: true, force: true });
  }
}

function environmentOf({ mode, out, live }: AppRun, output: string, report: string) {
  return {
    ...process.env,
    CDK8S_OUTDIR: out ?? output,
    [VARIABLES.mode]: mode,
    [VARIABLES.report]: report,
    ...(live === undefined ? {} : { [VARIABLES.live]: live }),
  };
}

function judge(ending: Ending, report: Report | 'none' | 'unreadable'): AppResult {
  if (report === 'unreadable') {
    return failed(
      'the app reports in a way that this command does not know',
      'run the cdk8s-canary that the app is installed with, such as npx cdk8s-canary',
    );
  }
  if (report === 'none') return ending === 'well' ? withoutReport() : crashed(ending);
  if (ending === 'well' || hasErrors(report.findings) || report.failure !== undefined) {
    return { kind: 'report', report };
  }
  return failed(
    `the app ended with ${ending}, though it reports no error`,
    'see what it printed above; what it wrote may not be all of it',
  );
}

function withoutReport(): AppResult {
  return failed(
    'the app ended well, but made no report: it is no ReleaseApp, or does not synth',
    "use 'new ReleaseApp()' in place of 'new App()', and call 'app.synth()' at its end",
  );
}

function crashed(ending: Ending): AppResult {
  return failed(`the app ended with ${ending}`, 'see what it printed above');
}

function failed(message: string, fix: string): AppResult {
  return { kind: 'failed', message, fix };
}

/** Nobody else writes the file, but an app that is killed leaves half of it. */
function readReport(path: string): Report | 'none' | 'unreadable' {
  let report: Report;
  try {
    report = JSON.parse(readFileSync(path, 'utf8')) as Report;
  } catch {
    return 'none';
  }
  // another installed version of the package may have written it
  const version: number = report.schemaVersion;
  return version === REPORT_SCHEMA_VERSION ? report : 'unreadable';
}
