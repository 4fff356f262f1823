import type { Command } from 'commander';
import { addVerb, type VerbText } from './add-verb';

/** Options that every verb has which moves a release, as the parser gives them. */
export interface MoveOptions {
  readonly environment?: string;
  readonly dist?: string;
  readonly live?: string;
  readonly json?: true;
}

/** Add a verb that moves a release in `live/`. */
export function addMove(program: Command, text: VerbText): Command {
  return addVerb(program, text)
    .argument('[release]', 'name of the release; may be left out where there is only one')
    .option('--environment <name>', 'environment of the release')
    .option(
      '--dist <dir>',
      "directory of what is compiled (default: 'output' in cdk8s.yaml, or dist)",
    )
    .option('--live <dir>', 'directory of what is live (default: live)')
    .option('--json', 'print the result as JSON');
}
