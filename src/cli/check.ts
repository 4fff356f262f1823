import { type Command, InvalidArgumentError, Option } from 'commander';
import { addVerb } from './add-verb';
import type { CheckOptions } from './check-options';
import { CliError } from './cli-error';
import { EXIT } from './exit-codes';

/** Add the verb `check`: findings on any Kubernetes and Istio YAML. */
export function addCheck(program: Command): void {
  addVerb(program, {
    name: 'check',
    summary: 'find what is wrong in any Kubernetes and Istio YAML',
    examples: [
      'cdk8s-canary check manifests/',
      'cdk8s-canary check env/test env/prod --format github',
      'kustomize build overlays/prod | cdk8s-canary check -',
      'cdk8s-canary check --from dist/shop/1.1.0/030-canary-20 --to dist/shop/1.1.0/040-canary-40',
    ],
    description: DESCRIPTION,
  })
    .argument('[path...]', 'directories, files, or - for stdin')
    .addOption(choice('--format <format>', 'how to print', FORMATS, 'text'))
    .addOption(choice('--min-severity <severity>', 'what is shown', SEVERITIES, 'info'))
    .option('--strict', 'warnings are errors')
    .option('--explain', 'say how each counter-example of a step comes about')
    .option('--namespace <name>', 'where objects without a namespace are', 'default')
    .addOption(
      new Option('--allow <rule=reason>', 'allow findings of a rule; again for more')
        .argParser(collect)
        .default([], 'none'),
    )
    .option('--from <path>', 'state before a step; with --to')
    .option('--to <path>', 'state after it: both are checked, and the way between them')
    .action(async (paths: readonly string[], options: CheckOptions) => {
      if ((options.from === undefined) !== (options.to === undefined)) throw halfStep();
      if (paths.length === 0 && options.from === undefined) throw withoutPath();
      const { runCheck } = await import('./check-run.js');
      process.exitCode = await runCheck(paths, options);
    });
}

const DESCRIPTION = `Reads YAML and JSON, runs every rule, and says where in which file each finding is.

Each directory is one state, so that several environments can be checked at once; files named
singly, and stdin, are one state together. A directory with release.json or numbered phases
(030-canary-20) is checked phase by phase, with the steps between them. Kustomizations, values of
charts and other YAML that is not Kubernetes' are left out: check what kustomize and helm make.

A finding is allowed by an annotation of its object, cdk8s-canary/allow: rule-id=reason (several
with ; or on lines of their own), or by --allow rule-id=reason, for one object
--allow rule-id@Kind/namespace/name=reason. Files above 16 MiB are not read.

Ends with 2 when there are errors, with 1 when something could not be read.`;

const FORMATS = ['text', 'json', 'sarif', 'github', 'junit'] as const;
const SEVERITIES = ['error', 'warning', 'info'] as const;

function choice(flags: string, text: string, choices: readonly string[], value: string): Option {
  return new Option(flags, text).choices(choices).default(value);
}

function collect(value: string, before: readonly string[]): readonly string[] {
  if (value.trim() === '') throw new InvalidArgumentError('write rule-id=reason.');
  return [...before, value];
}

function halfStep(): CliError {
  return new CliError(EXIT.usage, '--from and --to need each other', 'name both states');
}

function withoutPath(): CliError {
  const fix = 'name a directory, a file, or - for stdin';
  return new CliError(EXIT.usage, 'nothing to check: no path given', fix);
}
