import { sharesByLabel } from '../../src/mesh/shares-by-label';
import { ask, deployment, destinationRule, service, sharesOf, SHOP, split } from './shop';
import { virtualService } from './shop';

const routed = (weights: Record<string, number>) =>
  ask([...SHOP, destinationRule(), virtualService('web', { http: [split(weights)] })]);

describe('weights of a VirtualService', () => {
  it('are proportions, whatever they add up to', () => {
    expect(sharesOf(routed({ stable: 3, canary: 1 }))).toEqual({ stable: 0.75, canary: 0.25 });
    expect(sharesOf(routed({ stable: 180, canary: 20 }))).toEqual({ stable: 0.9, canary: 0.1 });
  });

  it('of 0 take a destination out, but a sole destination gets everything', () => {
    expect(sharesOf(routed({ stable: 100, canary: 0 }))).toEqual({ stable: 1 });
    expect(sharesOf(routed({ canary: 0 }))).toEqual({ canary: 1 });
  });

  it('that are omitted are 0 beside others', () => {
    const http = [
      {
        route: [
          { destination: { host: 'web', subset: 'stable' } },
          { destination: { host: 'web', subset: 'canary' }, weight: 1 },
        ],
      },
    ];
    const objects = [...SHOP, destinationRule(), virtualService('web', { http })];
    expect(sharesOf(ask(objects))).toEqual({ canary: 1 });
  });

  it('that add up to 0, or are negative, make the proxy refuse all routes', () => {
    expect(routed({ stable: 0, canary: 0 }).kind).toBe('invalid-weights');
    expect(routed({ stable: 110, canary: -10 }).kind).toBe('invalid-weights');
  });
});

describe('a destination', () => {
  it('whose subset no rule has answers 503 NC for its share, and nobody takes it over', () => {
    const subsets = [{ name: 'stable', labels: { version: 'stable' } }];
    const objects = [
      ...SHOP,
      destinationRule('web', { subsets }),
      virtualService('web', { http: [split({ stable: 90, canary: 10 })] }),
    ];
    expect(sharesOf(ask(objects))).toEqual({ stable: 0.9, '503 NC': 0.1 });
  });

  it('without a ready pod answers 503 UH for its share', () => {
    const objects = [
      service('web', { app: 'web' }),
      deployment('stable', 2),
      deployment('canary', 2, { readyReplicas: 0 }),
      destinationRule(),
      virtualService('web', { http: [split({ stable: 90, canary: 10 })] }),
    ];
    expect(sharesOf(ask(objects))).toEqual({ stable: 0.9, '503 UH': 0.1 });
  });

  it('with a subset without labels is the whole Service', () => {
    const subsets = [{ name: 'stable', labels: { version: 'stable' } }, { name: 'canary' }];
    const objects = [
      ...SHOP,
      destinationRule('web', { subsets }),
      virtualService('web', { http: [split({ canary: 1 })] }),
    ];
    expect(sharesOf(ask(objects))).toEqual({ stable: 0.75, canary: 0.25 });
  });

  it('has a place in the manifest, and so has the rule', () => {
    const found = routed({ stable: 90, canary: 10 });
    expect(found).toMatchObject({
      route: { object: 'VirtualService shop/web', path: 'spec.http[0]' },
      destinations: [
        { place: { path: 'spec.http[0].route[0]' } },
        { place: { path: 'spec.http[0].route[1]' } },
      ],
    });
  });
});

describe('an outcome', () => {
  it('tells shares by any label of the pods', () => {
    const found = routed({ stable: 90, canary: 10 });
    expect(sharesByLabel(found, 'version')).toEqual({ stable: 0.9, canary: 0.1 });
    expect(sharesByLabel(found, 'track')['']).toBeCloseTo(1);
  });

  it('tells how it comes about', () => {
    expect(routed({ stable: 90, canary: 10 }).derivation).toEqual([
      'a sidecar in shop calls web.shop.svc.cluster.local:80, which is the address of web.shop.svc.cluster.local',
      'the proxy takes it for web.shop.svc.cluster.local',
      'VirtualService shop/web, spec.http[0] is the first rule that matches',
      '90 % go to outbound|80|stable|web.shop.svc.cluster.local (VirtualService shop/web, spec.http[0].route[0]): 3 ready pods',
      '10 % go to outbound|80|canary|web.shop.svc.cluster.local (VirtualService shop/web, spec.http[0].route[1]): 1 ready pod',
    ]);
  });
});
