import type { Command } from 'commander';
import { addMove, type MoveOptions } from './add-move';

/** Add the verb `abort`: turn a release onto its way back, in Git. */
export function addAbort(program: Command): void {
  addMove(program, {
    name: 'abort',
    summary: 'turn a release in live/ onto its way back',
    examples: ['cdk8s-canary abort shop'],
    description:
      'Takes the first step of the way back from the phase that a release is in, at once and ' +
      'without any gate; advance walks the rest. Writes files only and never runs Git.',
  }).action(async (release: string | undefined, options: MoveOptions) => {
    const { runMove } = await import('./run-move.js');
    const { abort } = await import('../gitops/abort.js');
    const now = new Date();
    process.exitCode = await runMove({ release, where: 'live', options }, (location) =>
      abort({ ...location, now }),
    );
  });
}
