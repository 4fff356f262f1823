import type { JsonObject, Manifest } from '../../src/manifest/manifest';
import { prove } from '../../src/proof/prove';
import type { Violation } from '../../src/proof/violation';
import { gateway, service, virtualService, WEB } from '../mesh/shop';
import {
  deployment,
  pods,
  rule,
  subsetRoute,
  toSubsets,
  versionService,
  WEB_SERVICE,
} from './hazard-shop';

const STABLE = [WEB_SERVICE, pods('stable', 3)];
const BOTH = [...STABLE, pods('canary', 1)];
const RULE = rule('stable', 'canary');
const PINNED = subsetRoute({ stable: 100, canary: 0 });
const SPLIT = subsetRoute({ stable: 80, canary: 20 });
const FRONT = { hosts: ['web.example.com'], gateways: ['edge'] };

/** What people read at night: who gets what, and what has to be true for it. */
const SENTENCES: readonly (readonly [string, readonly Manifest[], readonly Manifest[], string])[] =
  [
    [
      'an object before another',
      [...BOTH, rule('stable'), subsetRoute({ stable: 100 })],
      [...BOTH, RULE, SPLIT],
      'if VirtualService shop/web arrives before DestinationRule shop/web, 20 % of the requests of a sidecar in shop to web.shop.svc.cluster.local:80 get 503 (NC: no such cluster)',
    ],
    [
      'an object before pods are ready',
      [...STABLE, RULE, PINNED],
      [...BOTH, RULE, SPLIT],
      'if VirtualService shop/web arrives before the pods of Deployment shop/web-canary are ready, 20 % of the requests of a sidecar in shop to web.shop.svc.cluster.local:80 get 503 (UH: no ready pod)',
    ],
    [
      'pods before an object',
      [...BOTH, RULE, SPLIT],
      [...STABLE, pods('canary', 0), RULE, PINNED],
      'if the pods of Deployment shop/web-canary are gone before VirtualService shop/web arrives, 20 % of the requests of a sidecar in shop to web.shop.svc.cluster.local:80 get 503 (UH: no ready pod)',
    ],
    [
      'a removal before another',
      [...STABLE, rule('stable'), subsetRoute({ stable: 100 })],
      STABLE,
      'if DestinationRule shop/web is removed before VirtualService shop/web is, all requests of a sidecar in shop to web.shop.svc.cluster.local:80 get 503 (NC: no such cluster)',
    ],
    [
      'a state that is wrong by itself',
      [...BOTH, RULE, PINNED],
      [...BOTH, RULE],
      'once VirtualService shop/web is removed, 25 % of the requests of a sidecar in shop to web.shop.svc.cluster.local:80 reach shop/web-canary, which none is meant to',
    ],
    [
      'pods that are replaced',
      [WEB_SERVICE, recreated('web:1')],
      [WEB_SERVICE, recreated('web:2')],
      'while the pods of Deployment shop/web are being replaced, all requests of a sidecar in shop to web.shop.svc.cluster.local:80 get 503 (UH: no ready pod)',
    ],
    [
      'an object that does not change at once',
      [versionService('stable'), service('web', { version: 'stable' }), ...BOTH.slice(1)],
      [versionService('stable'), service('web', { version: 'canary' }), ...BOTH.slice(1)],
      'while the selector of Service shop/web changes, all requests of a sidecar in shop to web.shop.svc.cluster.local:80 get 503 (UH: no ready pod)',
    ],
    [
      'a gateway, a path and a header',
      [
        ...STABLE,
        RULE,
        gateway('edge', ['*']),
        virtualService('web', { ...FRONT, http: [{ route: toSubsets({ stable: 100 }) }] }),
      ],
      [
        ...STABLE,
        RULE,
        gateway('edge', ['*']),
        virtualService('web', {
          ...FRONT,
          http: [
            {
              match: [{ uri: { prefix: '/demo' }, headers: { 'x-canary': { exact: 'always' } } }],
              route: toSubsets({ canary: 100 }),
            },
            { route: toSubsets({ stable: 100 }) },
          ],
        }),
      ],
      'once VirtualService shop/web arrives, all requests of the gateway in istio-system to web.example.com:80/demo with x-canary: always get 503 (UH: no ready pod)',
    ],
    [
      'callers with a label',
      [...STABLE, RULE, forTesters('stable')],
      [...STABLE, RULE, forTesters('gone')],
      'once VirtualService shop/web arrives, all requests of a sidecar in shop labelled tier: test to web.shop.svc.cluster.local:80 get 503 (NC: no such cluster)',
    ],
    [
      'a client outside the mesh',
      STABLE,
      [WEB_SERVICE, pods('stable', 0)],
      'once the pods of Deployment shop/web-stable are gone, all requests of a client outside the mesh to web.shop.svc.cluster.local:80 find no ready pod to connect to',
    ],
    [
      'pods that lose their Service',
      [
        service('web', { version: 'stable' }),
        versionService('canary'),
        ...BOTH.slice(1),
        toCanaryService(),
      ],
      [service('web', { version: 'stable' }), ...BOTH.slice(1)],
      'Service shop/web-canary may let go of the pods of shop/web-canary before callers do, and no other Service surely has them: their own sidecar then answers 503 (NC)',
    ],
  ];

describe('a counter-example', () => {
  it.each(SENTENCES)('of %s says so', (_, before, after, sentence) => {
    expect(messages(before, after)).toContain(sentence);
  });

  it('says how many pods carry what more have to', () => {
    const before = [WEB_SERVICE, pods('stable', 4), RULE, subsetRoute({ stable: 100, canary: 0 })];
    const after = [
      WEB_SERVICE,
      pods('stable', 2),
      pods('canary', 2),
      RULE,
      subsetRoute({ stable: 50, canary: 50 }),
    ];
    const { violations } = prove(before, after, { capacity: 4 });

    expect(violations.map(({ message }) => message)).toContain(
      'if Deployment shop/web-stable is scaled down before VirtualService shop/web arrives, all requests of a sidecar in shop to web.shop.svc.cluster.local:80 go to 2 of the 4 pods that they need',
    );
  });

  it('is data as well: who asked, what they get before and after, and how the answer comes about', () => {
    const found = first(
      [...BOTH, rule('stable'), subsetRoute({ stable: 100 })],
      [...BOTH, RULE, SPLIT],
    );

    expect(found).toMatchObject({
      obligation: 'no-lost-request',
      severity: 'error',
      caller: { kind: 'sidecar', namespace: 'shop' },
      request: { host: WEB, port: 80 },
      share: 0.2,
      limit: 0,
      code: 'NC',
      before: { 'shop/web-stable': 1 },
      after: { 'shop/web-stable': 0.8, 'shop/web-canary': 0.2 },
      also: 1,
    });
    expect(found?.derivation.join('\n')).toContain('has no subset canary');
  });

  it('is the smallest: of several objects that may be late it names the fewest', () => {
    const before = [...BOTH, rule('stable'), subsetRoute({ stable: 100 })];
    const unrelated = [service('other', { app: 'other' }), deployment('other', 'other:1', 1, {})];
    const found = first(before, [...BOTH, RULE, SPLIT, ...unrelated]);

    expect(found?.applied).toEqual(['VirtualService shop/web']);
    expect(found?.waiting).toContain('DestinationRule shop/web');
    expect(found?.waiting.join()).not.toContain('Deployment');
  });
});

describe('no counter-example', () => {
  it.each<[string, readonly Manifest[], readonly Manifest[]]>([
    ['an application that is new', [], [...STABLE, RULE, PINNED]],
    ['an application that goes', [...STABLE, RULE, PINNED], []],
    ['an ordinary update', STABLE, [WEB_SERVICE, image('web:2')]],
    ['pods that are added', STABLE, [WEB_SERVICE, pods('stable', 5)]],
    ['weights between pods that are ready', [...BOTH, RULE, PINNED], [...BOTH, RULE, SPLIT]],
    ['what routes nothing', STABLE, [...STABLE, config()]],
  ])('is found of %s', (_, before, after) => {
    expect(prove(before, after)).toMatchObject({ proved: true, violations: [], unproved: [] });
  });
});

function first(before: readonly Manifest[], after: readonly Manifest[]): Violation | undefined {
  return prove(before, after).violations[0];
}

function messages(before: readonly Manifest[], after: readonly Manifest[]): readonly string[] {
  return prove(before, after).violations.map(({ message }) => message);
}

function recreated(name: string): Manifest {
  const manifest = deployment('web', name, 3, {});
  return {
    ...manifest,
    spec: { ...(manifest['spec'] as JsonObject), strategy: { type: 'Recreate' } },
  };
}

function image(name: string): Manifest {
  return deployment('web-stable', name, 3, { version: 'stable' });
}

function config(): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'web', namespace: 'shop' },
    data: { greeting: 'hello' },
  };
}

function forTesters(subset: string): Manifest {
  return virtualService('web', {
    http: [
      { match: [{ sourceLabels: { tier: 'test' } }], route: toSubsets({ [subset]: 100 }) },
      { route: toSubsets({ stable: 100 }) },
    ],
  });
}

function toCanaryService(): Manifest {
  return virtualService('web', {
    http: [
      {
        route: [
          {
            destination: { host: 'web-canary.shop.svc.cluster.local', port: { number: 80 } },
          },
        ],
      },
    ],
  });
}
