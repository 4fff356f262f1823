import { type Command, Option } from 'commander';
import { chooseColor } from './terminal';

/** The words of a verb. */
export interface VerbText {
  readonly name: string;
  /** One line for the list of verbs. */
  readonly summary: string;
  /** Calls as people make them; shown before all else. */
  readonly examples: readonly string[];
  /** What one has to know beside the options. */
  readonly description: string;
}

/** Add a verb to the program; its options and its action are the caller's. */
export function addVerb(program: Command, { name, summary, examples, description }: VerbText) {
  return addColor(
    program
      .command(name)
      .summary(summary)
      .description(description)
      .addHelpText('before', examplesText(examples)),
  );
}

/** Add the option that every verb has, before or after its name. */
export function addColor(command: Command): Command {
  const option = new Option('--color <when>', 'when to use colours, over NO_COLOR and FORCE_COLOR');
  return command
    .addOption(option.choices(['auto', 'always', 'never']))
    .on('option:color', chooseColor);
}

/** How examples are shown, above the usage. */
export function examplesText(examples: readonly string[]): string {
  const [title, indent] = examples.length > 1 ? ['Examples:', '  '] : ['Example:', '  '];
  return [title, ...examples.map((example) => `${indent}${example}`), ''].join('\n');
}
