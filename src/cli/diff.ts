import { type Command, Option } from 'commander';
import { addVerb } from './add-verb';
import { EXIT, type ExitCode } from './exit-codes';
import { print, printJson, styleFor } from './terminal';

/** Options of `diff`, as the parser gives them. */
interface DiffOptions {
  readonly format: 'unified' | 'summary';
  readonly json?: true;
}

/** Add the verb `diff`: what changes between two states. */
export function addDiff(program: Command): void {
  const format = new Option('--format <format>', 'how to print what changes');
  addVerb(program, {
    name: 'diff',
    summary: 'show what changes between two phases, per object',
    examples: [
      'cdk8s-canary diff 030-canary-20 040-canary-40',
      'cdk8s-canary diff live/shop/current dist/shop/1.1.0/090-done --format summary',
    ],
    description:
      'Compares the objects of two directories, YAML files or phases, whatever their files and the ' +
      'order of their fields. Ends with 3 when they differ.',
  })
    .argument('<a>', 'the state before: a directory, a file, or the id of a phase in dist')
    .argument('<b>', 'the state after')
    .addOption(format.choices(['unified', 'summary']).default('unified'))
    .addOption(new Option('--json', 'print the result as JSON').conflicts('format'))
    .action(async (a: string, b: string, options: DiffOptions) => {
      process.exitCode = await diff(a, b, options);
    });
}

async function diff(a: string, b: string, { format, json }: DiffOptions): Promise<ExitCode> {
  const [{ findState }, { readState }, { compareStates }, formats] = await Promise.all([
    import('./find-state.js'),
    import('./read-state.js'),
    import('./compare-states.js'),
    import('./format-differences.js'),
  ]);
  const [before, after] = [await findState(a), await findState(b)];
  const differences = compareStates(readState(before), readState(after));
  if (json) printJson(formats.differencesJson({ before, after, differences }));
  else {
    const show = format === 'unified' ? formats.formatUnified : formats.formatSummary;
    print(show(differences, styleFor(process.stdout)));
  }
  return differences.length === 0 ? EXIT.ok : EXIT.different;
}
