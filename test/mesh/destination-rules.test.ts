import { ask, destinationRule, object, service, sharesOf, SHOP, sidecar, split } from './shop';
import { virtualService, WEB } from './shop';

const toBoth = virtualService('web', { http: [split({ stable: 90, canary: 10 })] });
const only = (name: string) => ({ subsets: [{ name, labels: { version: name } }] });
const aged = (at: string, spec: object, day: number) => {
  const rule = destinationRule(at, spec as never);
  return {
    ...rule,
    metadata: { ...rule.metadata, creationTimestamp: `2026-01-0${day}T00:00:00Z` },
  };
};
const BOTH = { stable: 0.9, canary: 0.1 };

describe('DestinationRules of a host', () => {
  it('in one namespace are merged', () => {
    const found = ask([
      ...SHOP,
      destinationRule('a', only('stable')),
      destinationRule('b', only('canary')),
      toBoth,
    ]);
    expect(sharesOf(found)).toEqual(BOTH);
  });

  it('keep the older subset of a name', () => {
    const swapped = { subsets: [{ name: 'canary', labels: { version: 'stable' } }] };
    const world = [...SHOP, aged('a', swapped, 2), aged('b', {}, 1), toBoth];
    expect(sharesOf(ask(world))).toEqual(BOTH);
    const reversed = [...SHOP, aged('a', swapped, 1), aged('b', {}, 2), toBoth];
    expect(sharesOf(ask(reversed))).toEqual({ stable: 1 });
  });

  it('in the namespace of the caller hide those of the Service, even with a wildcard', () => {
    const wide = destinationRule('other/all', { host: '*.local', subsets: [] });
    const world = [...SHOP, destinationRule(), wide, toBoth];
    expect(sharesOf(ask(world, sidecar('other')))).toEqual({ '503 NC': 1 });
    expect(sharesOf(ask(world, sidecar('shop')))).toEqual(BOTH);
  });

  it('in a third namespace are never used', () => {
    const world = [...SHOP, destinationRule('third/web'), toBoth];
    expect(sharesOf(ask(world, sidecar('other')))).toEqual({ '503 NC': 1 });
  });

  it('of the root namespace serve where neither caller nor Service has one', () => {
    const world = [...SHOP, destinationRule('istio-system/web'), toBoth];
    expect(sharesOf(ask(world, sidecar('other')))).toEqual(BOTH);
    const hidden = destinationRule('web', { exportTo: ['.'] });
    expect(sharesOf(ask([...world, hidden], sidecar('other')))).toEqual(BOTH);
  });

  it('with a selector take a caller of their namespace away from the general one', () => {
    const selecting = destinationRule('sel', {
      ...only('stable'),
      workloadSelector: { matchLabels: { app: 'caller' } },
    });
    const world = [...SHOP, destinationRule(), selecting, toBoth];
    expect(sharesOf(ask(world, sidecar('shop', { app: 'caller' })))).toEqual({
      stable: 0.9,
      '503 NC': 0.1,
    });
    expect(sharesOf(ask(world))).toEqual(BOTH);
    expect(sharesOf(ask(world, sidecar('other', { app: 'caller' })))).toEqual(BOTH);
  });

  it('with another export are kept apart, and the younger counts', () => {
    const world = [
      ...SHOP,
      aged('a', only('stable'), 1),
      aged('b', { ...only('canary'), exportTo: ['.'] }, 2),
      toBoth,
    ];
    expect(sharesOf(ask(world))).toEqual({ canary: 0.1, '503 NC': 0.9 });
    expect(sharesOf(ask(world, sidecar('other')))).toEqual({ stable: 0.9, '503 NC': 0.1 });
  });

  it('written with a dot are literal and match no Service', () => {
    expect(sharesOf(ask([...SHOP, destinationRule('web', { host: 'web.shop' }), toBoth]))).toEqual({
      '503 NC': 1,
    });
  });
});

describe('several VirtualServices on a host', () => {
  const vs = (at: string, subset: string, day: number, spec = {}) =>
    virtualService(
      at,
      { http: [split({ [subset]: 1 })], ...spec },
      { creationTimestamp: `2026-01-0${day}T00:00:00Z` },
    );
  const base = [...SHOP, destinationRule()];

  it('in the mesh are not merged: the oldest wins', () => {
    expect(sharesOf(ask([...base, vs('a', 'canary', 2), vs('b', 'stable', 1)]))).toEqual({
      stable: 1,
    });
  });

  it('of one age go by name', () => {
    expect(sharesOf(ask([...base, vs('b', 'canary', 1), vs('a', 'stable', 1)]))).toEqual({
      stable: 1,
    });
  });

  it('go by visibility before age: private, exported to the namespace, public', () => {
    const open = vs('a', 'stable', 1);
    const exported = vs('b', 'canary', 2, { exportTo: ['other'] });
    const own = vs('other/c', 'stable', 3, { exportTo: ['.'] });
    expect(sharesOf(ask([...base, open, exported], sidecar('other')))).toEqual({ canary: 1 });
    expect(sharesOf(ask([...base, open, exported, own], sidecar('other')))).toEqual({ stable: 1 });
  });

  it('go by the more specific host before age', () => {
    const wide = vs('a', 'canary', 1, { hosts: ['*.shop.svc.cluster.local'] });
    expect(sharesOf(ask([...base, wide, vs('b', 'stable', 2)]))).toEqual({ stable: 1 });
    const other = ask([...base, service('api', { app: 'web' }), wide], sidecar(), { host: 'api' });
    expect(sharesOf(other)).toEqual({ canary: 1 });
  });
});

describe('a delegate', () => {
  const leaf = (spec = {}, at = 'leaf') =>
    virtualService(at, {
      hosts: [],
      http: [split({ canary: 1 }, { match: [{ uri: { prefix: '/a/x' } }] })],
      ...spec,
    });
  const root = virtualService('web', {
    http: [
      { match: [{ uri: { prefix: '/a' } }], delegate: { name: 'leaf', namespace: 'shop' } },
      split({ stable: 1 }),
    ],
  });
  const base = [...SHOP, destinationRule(), root];

  it('gives its rules under the match of the root', () => {
    expect(sharesOf(ask([...base, leaf()], sidecar(), { path: '/a/x' }))).toEqual({ canary: 1 });
    expect(sharesOf(ask([...base, leaf()], sidecar(), { path: '/a/y' }))).toEqual({ stable: 1 });
  });

  it('that is missing, hidden or contradicts the root vanishes silently', () => {
    const outside = { http: [split({ canary: 1 }, { match: [{ uri: { prefix: '/b' } }] })] };
    for (const objects of [
      base,
      [...base, leaf({ exportTo: ['other'] })],
      [...base, leaf(outside)],
    ]) {
      expect(sharesOf(ask(objects, sidecar(), { path: '/a/x' }))).toEqual({ stable: 1 });
    }
  });

  it('that was the only rule takes the whole object with it', () => {
    const alone = virtualService('web', { http: [{ delegate: { name: 'leaf' } }] });
    expect(sharesOf(ask([...SHOP, destinationRule(), alone]))).toEqual({
      stable: 0.75,
      canary: 0.25,
    });
  });
});

describe('mirrors', () => {
  it('are 100 percent by default, none at 0, and never an error', () => {
    const mirrored = (more: object) =>
      ask([
        ...SHOP,
        destinationRule('web', only('stable')),
        virtualService('web', {
          http: [split({ stable: 1 }, { mirror: { host: WEB, subset: 'canary' }, ...more })],
        }),
      ]);
    expect(mirrored({})).toMatchObject({ mirrors: [{ percent: 100, state: 'NC' }], errors: [] });
    expect(mirrored({ mirrorPercentage: { value: 10.5 } })).toMatchObject({
      mirrors: [{ percent: 10.5 }],
    });
    expect(mirrored({ mirrorPercentage: { value: 0 } })).toMatchObject({ mirrors: [] });
  });
});

describe('objects of other kinds', () => {
  it('change nothing', () => {
    const config = object('v1', 'ConfigMap', 'web', {});
    expect(ask([...SHOP, config])).toEqual(ask(SHOP));
  });
});
