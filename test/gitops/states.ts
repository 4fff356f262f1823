import type { Decision } from '../../src/gitops/decision';
import type { LiveState } from '../../src/gitops/live-state';
import { compiled, liveAt } from './live-at';
import { NOON } from './workspace';

/** Releases: `1` to `2`, the first installation, and the one after. */
export const release = compiled();
export const first = compiled({ from: null, to: '1' });
export const next = compiled({ from: '2', to: '3' });

/** States that a release can be in, each as a walk would have left it. */
export const empty: LiveState = { kind: 'empty', where: 'live/api' };
export const baseline = liveAt(release, 'forward', '000-baseline');
export const canary = liveAt(release, 'forward', '020-canary-20');
export const last = liveAt(release, 'forward', '070-done');
export const done = liveAt(release, 'forward', '070-done', { outcome: 'done' });
export const back = liveAt(release, 'abort/from-020-canary-20', '010-traffic-back');
export const backLast = liveAt(release, 'abort/from-020-canary-20', '020-baseline');
export const aborted = liveAt(release, 'abort/from-020-canary-20', '020-baseline', {
  outcome: 'aborted',
});
export const firstBaseline = liveAt(first, 'forward', '000-baseline');
export const firstDone = liveAt(first, 'forward', '000-baseline', { outcome: 'done' });

/** What lets every gate pass but a wait. */
export const settled = { now: NOON, settled: true, approve: true };

/** A decision in one line: what, and where to. */
export function tell(decision: Decision | { readonly kind: 'look-in-dist' }): string {
  switch (decision.kind) {
    case 'move': {
      const { path, phase, outcome } = decision.position;
      return `move to ${path}/${phase}, ${outcome ?? 'in flight'}`;
    }
    case 'end':
      return `end ${String(decision.position.outcome)} at ${decision.position.phase}`;
    case 'not-yet':
      return `not yet: ${decision.reasons.map(({ gate }) => gate).join(', ')}`;
    case 'nothing':
      return `nothing: ${decision.message}`;
    case 'refuse':
      return `refuse ${decision.code}: ${decision.message}`;
    case 'look-in-dist':
      return 'look in dist';
  }
}
