import type { Phase } from '../../src/compile/phase';
import { describe } from '../../src/manifest/identity';

/** The phases as a table: id, both tracks as version × pods, traffic, what is there besides. */
export function phaseTable(phases: readonly Phase[]): readonly string[] {
  return phases.map(({ id, versions, replicas, traffic, headerRoutes, mirror }) =>
    [
      id,
      `${versions.primary} ×${replicas.primary}`,
      `${versions.canary} ×${replicas.canary}`,
      `${traffic.primary}/${traffic.canary}`,
      ...headerRoutes.map((name) => `header ${name}`),
      ...(mirror > 0 ? [`mirror ${mirror}`] : []),
    ].join(' | '),
  );
}

/** What a phase changes, a line for each object: `+ added`, `~ changed`, `- removed`. */
export function changeLines({ changes }: Phase): readonly string[] {
  return changes.map((change) => {
    switch (change.kind) {
      case 'added':
        return `+ ${describe(change.after)}`;
      case 'changed':
        return `~ ${describe(change.after)}`;
      case 'removed':
        return `- ${describe(change.before)}`;
    }
  });
}
