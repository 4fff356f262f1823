import type { Command } from 'commander';
import { addMove, type MoveOptions } from './add-move';

/** Options of `advance`, as the parser gives them. */
interface AdvanceOptions extends MoveOptions {
  readonly settled?: true;
  readonly approve?: true;
  readonly restart?: true;
  readonly version?: string;
}

/** Add the verb `advance`: take a release to its next phase, in Git. */
export function addAdvance(program: Command): void {
  addMove(program, {
    name: 'advance',
    summary: 'take a release in live/ to its next phase',
    examples: [
      'cdk8s-canary advance shop             # start, or say what the phase waits for',
      'cdk8s-canary advance shop --settled   # the phase is applied and available',
    ],
    description:
      'Copies the next phase of a release into live/<release>/current, one phase at a time; starts ' +
      'the release that is compiled when none is in flight. Writes files only and never runs Git. ' +
      'Ends with 75 while the phase may not be left.',
  })
    .option('--settled', 'the phase is applied, available, and known to the mesh')
    .option('--approve', 'what waits for an approval is approved, its metrics are judged good')
    .option('--restart', 'start a version again that was aborted')
    .option('--version <version>', 'version to release, where several are compiled')
    .action(async (release: string | undefined, options: AdvanceOptions) => {
      const { runMove } = await import('./run-move.js');
      const { advance } = await import('../gitops/advance.js');
      const { settled, approve, restart, version } = options;
      const claims = { settled, approve, restart, version, now: new Date() };
      process.exitCode = await runMove({ release, where: 'live-and-dist', options }, (location) =>
        advance({ ...location, ...claims }),
      );
    });
}
