import { decideAmend } from '../../src/gitops/decide-amend';
import { compiled } from './live-at';
import { back, canary, done, empty, release, tell } from './states';
import { NOON } from './workspace';

describe('amend', () => {
  const hotfix = compiled({ image: (version) => `example.com/api:${version}-hotfix`, from: '1' });
  const again = compiled({ gates: { 'canary-20': [{ kind: 'approval' }] } });

  it.each([
    ['needs a release', empty, again, 'refuse 2: live/api is empty: nothing to amend'],
    [
      'needs a release in flight',
      done,
      again,
      'refuse 2: api: 2 has ended (done), nothing is in flight to amend',
    ],
    [
      'does not change a way back',
      back,
      again,
      'refuse 2: api: 2 is on the way back, which is not amended',
    ],
    ['needs a compiled release', canary, 'nothing-compiled', 'refuse 2: nothing is compiled'],
    [
      'rests when nothing changed',
      canary,
      release,
      'nothing: api: nothing to do, 2 is pinned as it is compiled',
    ],
    ['pins a change of gates alone', canary, again, 'move to forward/020-canary-20, in flight'],
    [
      'follows the name of the phase, not its number',
      canary,
      compiled({ weights: [5, 20, 60] }),
      'move to forward/030-canary-20, in flight',
    ],
    [
      'needs the phase to exist',
      canary,
      compiled({ weights: [30] }),
      "refuse 2: api: the release compiled again has no phase named 'canary-20', but 000-baseline, 010-canary-0, 020-canary-30, 030-canary-100, 040-update-primary, 050-primary-100, 060-done",
    ],
    [
      'needs the same baseline',
      canary,
      hotfix,
      'refuse 2: api: 2 is compiled from another baseline than the one in flight: api.k8s.yaml differs',
    ],
  ] as const)('%s', (_, live, found, told) => {
    expect(tell(decideAmend(live, found, { now: NOON }))).toBe(told);
  });
});
