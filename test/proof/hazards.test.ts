import { prove } from '../../src/proof/prove';
import { hazardsOfPods } from './hazards-of-pods';
import { hazardsOfRoutes } from './hazards-of-routes';
import { hazardsOfSubsets } from './hazards-of-subsets';
import { WEB_SERVICE, pods } from './hazard-shop';
import { service } from '../mesh/shop';

const hazards = [...hazardsOfSubsets, ...hazardsOfPods, ...hazardsOfRoutes];

/** Hazards that no two states can show, each with the reason. */
const NOT_EXPRESSIBLE: Readonly<Record<string, string>> = {
  H24: 'a match that comes after a catch-all is dead: nobody loses a request, and no version gets more than a state says',
  H25: 'connection pools, TLS and load balancing are not modelled: only where a request goes is',
  H26: 'mTLS between proxies is not modelled',
  H27: 'injection happens when a pod is made: whether a pod has a sidecar is not modelled',
  H28: 'a Gateway that waits for its certificate is not modelled',
  H35: 'the size that a re-applied manifest asks for is what its state says; the order does not matter',
  H36: 'a controller that applies an older state is a transition like any other, from the newer to the older',
  H42: 'what a waypoint decides is not modelled: a proof that meets one says so and is none',
  H44: 'ejection of pods by their answers is not modelled',
  H45: 'labels of metrics route nothing',
};

describe.each(hazards)('$title', ({ before, after, finds, safe, expectations }) => {
  it('is found, with the objects that make it happen', () => {
    const { obligation, code, share, applied, waiting = [], says = [] } = finds;
    const { violations } = prove(before, after, expectations);
    const found = violations.find(
      (violation) =>
        violation.obligation === obligation && (code === undefined || violation.code === code),
    );

    expect(found).toMatchObject({ applied, waiting, ...(share === undefined ? {} : { share }) });
    const named = [...applied, ...waiting].map((name) => name.replace('the removal of ', ''));
    const told = obligation === 'roll-under-traffic' ? says : [...named, ...says];
    for (const words of told) expect(found?.message).toContain(words);
  });

  it('does not happen in the safe order', () => {
    const states = [before, ...safe];
    const told = states.slice(1).flatMap((state, index) => {
      const { violations, unproved } = prove(states[index] ?? [], state, expectations);
      const bad = violations.filter(
        ({ severity, obligation }) => severity === 'error' || obligation === finds.obligation,
      );
      return [...bad.map(({ message }) => message), ...unproved].map(
        (text) => `step ${index + 1}: ${text}`,
      );
    });

    expect(told).toEqual([]);
  });
});

describe('the hazards', () => {
  it('are all there: shown, or with the reason why two states cannot show them', () => {
    const shown = hazards.map(({ title }) => title.slice(0, title.indexOf(':')));
    const all = Array.from({ length: 45 }, (_, index) => `H${index + 1}`);

    expect(new Set([...shown, ...Object.keys(NOT_EXPRESSIBLE)])).toEqual(new Set(all));
    expect(shown.filter((id) => id in NOT_EXPRESSIBLE)).toEqual([]);
  });

  it('that meet a waypoint are not proved, and the reason is told', () => {
    const waypoint = { ...WEB_SERVICE.metadata, labels: { 'istio.io/use-waypoint': 'shop' } };
    const governed = { ...service('web', { app: 'web' }), metadata: waypoint };
    const { proved, unproved } = prove(
      [WEB_SERVICE, pods('stable', 3)],
      [governed, pods('stable', 3)],
    );

    expect(proved).toBe(false);
    expect(unproved).toEqual([expect.stringContaining('waypoint')]);
  });
});
