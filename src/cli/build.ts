import type { Command } from 'commander';
import type { Report } from '../cdk8s/report';
import { formatOutput } from '../cdk8s/format-output';
import { hasErrors } from '../finding/finding';
import { addVerb } from './add-verb';
import { CliError } from './cli-error';
import { EXIT, type ExitCode } from './exit-codes';
import { formatStale, isStale } from './format-stale';
import { judgeFindings } from './judge-findings';
import type { AppResult } from './run-app';
import { tellFindings } from './tell-findings';
import { printJson, tell } from './terminal';

/** Options of `build`, as the parser gives them. */
interface BuildOptions {
  readonly check?: true;
  readonly out?: string;
  readonly live?: string;
  readonly json?: true;
  readonly quiet?: true;
}

/** Add the verb `build`: run the app and write what changed. */
export function addBuild(program: Command): void {
  addVerb(program, {
    name: 'build',
    summary: 'run the app named in cdk8s.yaml and write what changed',
    examples: ['cdk8s-canary build', 'cdk8s-canary build --check   # in CI: is dist/ committed?'],
    description:
      'Runs the app named in cdk8s.yaml, compiles its releases and writes only what changed. ' +
      'With findings that are errors, nothing is written.',
  })
    .option('--check', 'write nothing; end with 3 when the output is out of date')
    .option('--out <dir>', "output directory (default: 'output' in cdk8s.yaml, or dist)")
    .option('--live <dir>', 'directory of what is live (default: as the app says)')
    .option('--json', 'print the result as JSON')
    .option('--quiet', 'say nothing but findings and errors')
    .action(async (options: BuildOptions) => {
      process.exitCode = await build(options);
    });
}

async function build(options: BuildOptions): Promise<ExitCode> {
  const { runApp } = await import('./run-app.js');
  const { check, out, live, json, quiet } = options;
  const result = await runApp({ mode: check ? 'check' : 'write', out, live, quiet });
  if (json) printJson(jsonOf(result, check));
  if (result.kind === 'failed') throw new CliError(EXIT.failure, result.message, result.fix);
  const { report } = result;
  tellFindings(report.findings);
  if (hasErrors(report.findings)) {
    tell(`nothing was written; ${report.outdir} is what it was`);
    return judgeFindings(report.findings);
  }
  if (report.failure !== undefined) {
    const { code, message } = report.failure;
    throw new CliError(code === 'ELOCKED' ? EXIT.notYet : EXIT.failure, message);
  }
  return check ? tellStale(report, options) : tellWritten(report, options);
}

function tellStale(report: Report, { out, live, quiet }: BuildOptions): ExitCode {
  if (!isStale(report)) {
    if (!quiet) tell(`${report.outdir} is up to date`);
    return EXIT.ok;
  }
  const flags = [
    out === undefined ? '' : ` --out ${out}`,
    live === undefined ? '' : ` --live ${live}`,
  ];
  tell(formatStale(report, `cdk8s-canary build${flags.join('')}`));
  return EXIT.different;
}

function tellWritten(report: Report, { quiet }: BuildOptions): ExitCode {
  if (!quiet) tell(formatOutput(report));
  return EXIT.ok;
}

/** The result for programs. It grows by addition only. */
function jsonOf(result: AppResult, check: true | undefined): object {
  if (result.kind === 'failed') {
    const nothing = { findings: [], releases: [], changes: null, leftOver: [], outdir: null };
    return { schemaVersion: 1, ok: false, ...nothing, failure: result.message };
  }
  const { findings, releases, changes, leftOver, outdir, failure } = result.report;
  const isGood = !hasErrors(findings) && failure === undefined;
  return {
    schemaVersion: 1,
    ok: isGood && !(check && isStale(result.report)),
    findings,
    releases,
    changes: changes ?? null,
    leftOver,
    outdir,
    ...(failure === undefined ? {} : { failure: failure.message }),
  };
}
