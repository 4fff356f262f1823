import { decideAbort } from '../../src/gitops/decide-abort';
import type { LiveState } from '../../src/gitops/live-state';
import {
  aborted,
  back,
  baseline,
  canary,
  done,
  empty,
  firstBaseline,
  firstDone,
  last,
  release,
  tell,
} from './states';
import { NOON } from './workspace';

describe('abort', () => {
  it.each([
    [
      'has nothing to undo in an empty live directory',
      empty,
      'refuse 2: live/api is empty: nothing to go back to',
    ],
    ['ends a release that is still at its baseline', baseline, 'end aborted at 000-baseline'],
    [
      'takes the first step back at once',
      canary,
      'move to abort/from-020-canary-20/010-traffic-back, in flight',
    ],
    ['works in the last phase', last, 'move to abort/from-070-done/010-canary-0, in flight'],
    [
      'works after the release is done',
      done,
      'move to abort/from-070-done/010-canary-0, in flight',
    ],
    [
      'leaves the way back to advance',
      back,
      'nothing: api: already on the way back, advance walks it',
    ],
    ['rests after an abort', aborted, 'nothing: api: nothing to do, 2 is aborted'],
    [
      'refuses a first installation',
      firstBaseline,
      'refuse 2: api: 1 is the first version, there is nothing to go back to',
    ],
    [
      'refuses a first installation that is done',
      firstDone,
      'refuse 2: api: 1 is the first version, there is nothing to go back to',
    ],
  ])('%s', (_, live, told) => {
    expect(tell(decideAbort(live, NOON))).toBe(told);
  });
});

describe('abort without a way back', () => {
  it('is refused away from the baseline: ending there would leave half a release', () => {
    const { json, files } = release;
    const pinned = { json: { ...json, abort: {} }, files };
    const live = { ...canary, pinned } as LiveState;

    expect(tell(decideAbort(live, NOON))).toBe(
      'refuse 2: api: the pinned release has no way back from 020-canary-20',
    );
  });
});
