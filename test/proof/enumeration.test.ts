import fc from 'fast-check';
import { service, virtualService } from '../mesh/shop';
import { deployment, ruleFor } from './hazard-shop';
import { compareWithEnumeration } from './compare-with-enumeration';
import { countMixtures } from './enumerate';
import { randomTransition } from './random-transition';

/** More mixtures than this of one case are slow, and show nothing that fewer do not. */
const MOST_MIXTURES = 60;

describe('the proof of any transition', () => {
  it('finds what plain enumeration of every mixture finds, and nothing else', () => {
    const seen = { calls: 0, lost: 0, exposed: 0, safe: 0 };
    fc.assert(
      fc.property(randomTransition, (transition) => {
        fc.pre(countMixtures(transition.before, transition.after) <= MOST_MIXTURES);
        for (const { call, proof, enumeration, untrue } of compareWithEnumeration(transition)) {
          expect({ call, ...proof, untrue }).toEqual({ call, ...enumeration, untrue: [] });
          seen.calls += 1;
          const { lost, exposed } = enumeration;
          const leaks = Object.keys(exposed).length > 0;
          if (lost) seen.lost += 1;
          if (leaks) seen.exposed += 1;
          if (!lost && !leaks) seen.safe += 1;
        }
      }),
      { numRuns: 60 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(30);
  });

  it('finds what destinations lose that share one changing object, and have others of their own', () => {
    const anyHost = '*.shop.svc.cluster.local';
    const destinations = ['web', 'web-canary'].map((name) => ({
      destination: { host: `${name}.shop.svc.cluster.local`, subset: 'all', port: { number: 80 } },
      weight: 50,
    }));
    const constant = [
      service('web', { app: 'web' }),
      service('web-canary', { app: 'web' }),
      deployment('web', 'web:1', 1, {}),
      virtualService('web', { http: [{ route: destinations }] }),
      ruleFor('shop/web-canary', 'web-canary', 'all'),
    ];
    const before = [...constant, ruleFor('shop/web', 'web', 'all'), ruleFor('shop/any', anyHost)];
    const after = [...constant, ruleFor('shop/any', anyHost, 'all')].map((manifest) =>
      manifest.metadata.name === 'web-canary' && manifest.kind === 'DestinationRule'
        ? ruleFor('shop/web-canary', 'web-canary', 'all', 'more')
        : manifest,
    );
    const compared = compareWithEnumeration({ before, after, registryOnly: false });

    expect(compared.some(({ enumeration }) => enumeration.lost)).toBe(true);
    for (const { proof, enumeration } of compared) expect(proof).toEqual(enumeration);
  });
});
