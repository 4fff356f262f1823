import { type Command, Option } from 'commander';
import type { Report } from '../cdk8s/report';
import type { ReleaseOutline } from '../emit/release-outline';
import { hasErrors } from '../finding/finding';
import { addVerb } from './add-verb';
import { CliError } from './cli-error';
import { EXIT, type ExitCode } from './exit-codes';
import { judgeFindings } from './judge-findings';
import { pickReleases } from './pick-releases';
import { tellFindings } from './tell-findings';
import { print, printJson, tell } from './terminal';

type Format = 'text' | 'markdown' | 'json';

/** Options of `plan`, as the parser gives them. */
interface PlanOptions {
  readonly format: Format;
  readonly json?: true;
  readonly live?: string;
}

/** Add the verb `plan`: show the phases of releases. */
export function addPlan(program: Command): void {
  const format = new Option('--format <format>', 'how to print the phases')
    .choices(['text', 'markdown', 'json'])
    .default('text');
  addVerb(program, {
    name: 'plan',
    summary: 'show the phases: weights, pods, changes, gates',
    examples: ['cdk8s-canary plan', 'cdk8s-canary plan shop --format markdown'],
    description:
      'Runs the app named in cdk8s.yaml and prints the phases of its releases, or of those named. ' +
      'Writes nothing.',
  })
    .argument('[release...]', 'releases to show: <release> or <environment>/<release>')
    .addOption(format)
    .addOption(new Option('--json', 'the same as --format json').conflicts('format'))
    .option('--live <dir>', 'directory of what is live (default: as the app says)')
    .action(async (names: readonly string[], options: PlanOptions) => {
      process.exitCode = await plan(names, options);
    });
}

async function plan(names: readonly string[], options: PlanOptions): Promise<ExitCode> {
  const { runApp } = await import('./run-app.js');
  // the format is loaded while the app runs
  const [result, show] = await Promise.all([
    runApp({ mode: 'plan', live: options.live }),
    loadFormat(options.json ? 'json' : options.format),
  ]);
  if (result.kind === 'failed') {
    show({ findings: [], releases: [], failure: result.message });
    throw new CliError(EXIT.failure, result.message, result.fix);
  }
  const { findings } = result.report;
  const releases = hasErrors(findings) ? [] : pickReleases(result.report.releases, names);
  show({ findings, releases });
  tellFindings(findings);
  if (!hasErrors(findings) && releases.length === 0) tell('the app has no release');
  return judgeFindings(findings);
}

/** What there is to show; with findings that are errors, and after a failure, no release. */
interface Planned extends Pick<Report, 'findings' | 'releases'> {
  readonly failure?: string;
}

async function loadFormat(format: Format): Promise<(planned: Planned) => void> {
  switch (format) {
    case 'text': {
      const { planText } = await import('../emit/plan-text.js');
      return showEach((release) => planText(release, process.stdout.columns));
    }
    case 'markdown': {
      const { planComment } = await import('../emit/plan-comment.js');
      return showEach(planComment);
    }
    case 'json':
      return showJson;
  }
}

function showEach(show: (release: ReleaseOutline) => string): (planned: Planned) => void {
  return ({ releases }) => {
    const texts = releases.flatMap(({ json }) => (json === undefined ? [] : [show(json)]));
    if (texts.length > 0) print(texts.join('\n'));
  };
}

/** The result for programs. It grows by addition only. */
function showJson(planned: Planned): void {
  const ok = planned.failure === undefined && !hasErrors(planned.findings);
  printJson({ schemaVersion: 1, ok, ...planned });
}
