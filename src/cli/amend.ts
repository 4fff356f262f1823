import type { Command } from 'commander';
import { addMove, type MoveOptions } from './add-move';

/** Add the verb `amend`: replace the release in flight by itself compiled again, in Git. */
export function addAmend(program: Command): void {
  addMove(program, {
    name: 'amend',
    summary: 'replace a release in flight by the same version compiled again',
    examples: ['cdk8s-canary build && cdk8s-canary amend shop'],
    description:
      'Replaces the release in live/ by the same version from dist/, at the phase of the same name, ' +
      'and shows what that changes: for a hotfix or another replica count. Writes files only and ' +
      'never runs Git.',
  }).action(async (release: string | undefined, options: MoveOptions) => {
    const { runMove } = await import('./run-move.js');
    const { amend } = await import('../gitops/amend.js');
    const now = new Date();
    process.exitCode = await runMove({ release, where: 'live', options }, (location) =>
      amend({ ...location, now }),
    );
  });
}
