import { decideAdvance } from '../../src/gitops/decide-advance';
import { decideStart } from '../../src/gitops/decide-start';
import { compiled } from './live-at';
import {
  aborted,
  back,
  backLast,
  baseline,
  canary,
  done,
  empty,
  firstBaseline,
  last,
  next,
  release,
  settled,
  tell,
} from './states';
import { after, NOON } from './workspace';

describe('advance, with a release in flight,', () => {
  it.each([
    [
      'goes from the baseline to the next phase',
      baseline,
      'move to forward/010-canary-0, in flight',
    ],
    ['goes on to the next weight', canary, 'move to forward/030-canary-60, in flight'],
    ['ends the release after its last phase', last, 'end done at 070-done'],
    ['walks the way back', back, 'move to abort/from-020-canary-20/020-baseline, in flight'],
    ['ends the way back as aborted', backLast, 'end aborted at 020-baseline'],
    ['ends a first installation', firstBaseline, 'end done at 000-baseline'],
  ])('%s', (_, live, told) => {
    expect(tell(decideAdvance(live, settled))).toBe(told);
  });

  it('stays while nobody says that the phase is settled, forward and on the way back', () => {
    expect(tell(decideAdvance(canary, { now: NOON, approve: true }))).toBe('not yet: settled');
    expect(tell(decideAdvance(back, { now: NOON, approve: true }))).toBe('not yet: settled');
    expect(tell(decideAdvance(last, { now: NOON }))).toBe('not yet: settled');
  });

  it('refuses to walk another version than the one that is asked for', () => {
    expect(tell(decideAdvance(canary, { ...settled, version: '2' }))).toContain('030-canary-60');
    expect(tell(decideAdvance(canary, { ...settled, version: '3' }))).toBe(
      'refuse 2: api: version 3 is asked for, but 2 is in flight at 020-canary-20',
    );
  });
});

describe('advance, with nothing in flight,', () => {
  it.each([
    ['an empty live directory', empty],
    ['a release that is done', done],
    ['a release that is aborted', aborted],
  ])('looks for a compiled release after %s', (_, live) => {
    expect(decideAdvance(live, settled)).toEqual({ kind: 'look-in-dist' });
  });

  it.each([
    [
      'puts the baseline into an empty live directory',
      empty,
      release,
      'move to forward/000-baseline, in flight',
    ],
    [
      'goes past the baseline that is live already',
      done,
      next,
      'move to forward/010-canary-0, in flight',
    ],
    [
      'starts from an aborted release as from any other',
      aborted,
      compiled({ from: '1', to: '3' }),
      'move to forward/010-canary-0, in flight',
    ],
    [
      'refuses without a compiled release',
      empty,
      'nothing-compiled',
      'refuse 2: live/api is empty and no release is compiled',
    ],
    [
      'rests without a new release',
      done,
      'nothing-compiled',
      'nothing: api: nothing to do, 2 is live',
    ],
    [
      'rests after an abort without a new release',
      aborted,
      'nothing-compiled',
      'nothing: api: nothing to do, 1 is live',
    ],
    ['rests when the version is live', done, release, 'nothing: api: nothing to do, 2 is live'],
    [
      'does not start an aborted version again',
      aborted,
      release,
      'refuse 2: api: 2 was aborted and is not started again',
    ],
    [
      'refuses another baseline than what is live',
      done,
      compiled({ from: '1', to: '3' }),
      'refuse 2: api: 3 does not start from live/api/current: api.k8s.yaml differs',
    ],
  ] as const)('%s', (_, live, found, told) => {
    expect(tell(decideStart(live, found, { now: NOON }))).toBe(told);
  });

  it('starts an aborted version again when asked to', () => {
    const decision = decideStart(aborted, release, { now: NOON, restart: true });

    expect(tell(decision)).toBe('move to forward/010-canary-0, in flight');
  });

  it('answers for the version that has ended even when it is compiled no more', () => {
    expect(tell(decideAdvance(done, { now: NOON, version: '2' }))).toContain('nothing');
    expect(tell(decideAdvance(aborted, { now: NOON, version: '2' }))).toContain('refuse 2');
    expect(decideAdvance(done, { now: NOON, version: '3' })).toEqual({ kind: 'look-in-dist' });
  });
});

describe('a move', () => {
  it('writes all of current/, the position and nothing else', () => {
    const decision = decideAdvance(canary, settled);
    if (decision.kind !== 'move') throw new Error(tell(decision));

    expect([...decision.files.keys()].sort()).toEqual([
      'current/api.k8s.yaml',
      'current/kustomization.yaml',
      'position.json',
    ]);
    expect(decision.remove).toEqual([]);
    expect(decision.position.since).toBe(NOON.toISOString());
  });

  it('counts the time in the new phase from the move', () => {
    const decision = decideAdvance(canary, { ...settled, now: after(90) });

    expect(decision).toMatchObject({ position: { since: '2026-01-31T12:01:30.000Z' } });
  });

  it('pins the whole release when it starts one, and deletes what the one before had alone', () => {
    const shorter = compiled({ from: '2', to: '3', weights: [20] });
    const decision = decideStart(done, shorter, { now: NOON });
    if (decision.kind !== 'move') throw new Error(tell(decision));

    const pinned = [...decision.files.keys()].filter((path) => path.startsWith('release/'));
    expect(pinned).toEqual([...shorter.files.keys()].map((path) => `release/${path}`));
    expect(decision.remove).toContain('release/030-canary-60/api.k8s.yaml');
    expect(decision.remove.every((path) => !decision.files.has(path))).toBe(true);
  });
});
