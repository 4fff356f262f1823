import type { Expectations } from '../../src/proof/expectations';
import { object } from '../mesh/shop';
import {
  deployment,
  type Hazard,
  pods,
  rule,
  serviceRoute,
  subsetRoute,
  versionService,
  WEB_SERVICE,
} from './hazard-shop';

const STABLE = [WEB_SERVICE, pods('stable', 3)];
const BOTH = [...STABLE, pods('canary', 1)];
const RULE = rule('stable', 'canary');
const PINNED = subsetRoute({ stable: 100, canary: 0 });
const SPLIT = subsetRoute({ stable: 80, canary: 20 });
const VIRTUAL_SERVICE = 'VirtualService shop/web';
const CANARY = 'Deployment shop/web-canary';

/** The layout with a Service for each version; the Service of all callers selects stable pods alone. */
const SERVICES = [
  object('v1', 'Service', 'web', {
    ports: [{ port: 80, name: 'http' }],
    selector: { app: 'web', version: 'stable' },
  }),
  versionService('stable'),
];
const TRACKS = [...SERVICES, pods('stable', 3)];

/** Nobody calls the Services of the versions by their own names. */
const INTERNAL: Expectations = {
  internal: ['stable', 'canary'].map((version) => `web-${version}.shop.svc.cluster.local`),
};

/** Hazards of pods: they are ready at another time than their routes. */
export const hazardsOfPods: readonly Hazard[] = [
  {
    title: 'H8: a VirtualService is deleted while pods of the canary run',
    before: [...BOTH, RULE, PINNED],
    after: [...BOTH, RULE],
    finds: {
      obligation: 'exposure-bound',
      share: 0.25,
      applied: [`the removal of ${VIRTUAL_SERVICE}`],
      says: ['reach shop/web-canary'],
    },
    safe: [
      [...STABLE, pods('canary', 0), RULE, PINNED],
      [...STABLE, pods('canary', 0), RULE],
    ],
  },
  {
    title: 'H9: pods of the canary start before the VirtualService that keeps requests from them',
    before: STABLE,
    after: [...BOTH, RULE, PINNED],
    finds: {
      obligation: 'exposure-bound',
      share: 0.25,
      applied: [CANARY],
      waiting: [VIRTUAL_SERVICE, 'DestinationRule shop/web'],
      says: ['reach shop/web-canary, which none is meant to'],
    },
    safe: [
      [...STABLE, RULE],
      [...STABLE, RULE, PINNED],
      [...BOTH, RULE, PINNED],
    ],
  },
  {
    title: 'H10: a weight arrives before the pods',
    before: [...STABLE, RULE, PINNED],
    after: [...BOTH, RULE, SPLIT],
    finds: {
      obligation: 'live-destination',
      code: 'UH',
      share: 0.2,
      applied: [VIRTUAL_SERVICE],
      waiting: [CANARY],
    },
    safe: [
      [...BOTH, RULE, PINNED],
      [...BOTH, RULE, SPLIT],
    ],
  },
  {
    title: 'H11: pods stop before the weight is taken back',
    before: [...BOTH, RULE, SPLIT],
    after: [...STABLE, pods('canary', 0), RULE, PINNED],
    finds: {
      obligation: 'live-destination',
      code: 'UH',
      share: 0.2,
      applied: [CANARY],
      waiting: [VIRTUAL_SERVICE],
    },
    safe: [
      [...BOTH, RULE, PINNED],
      [...STABLE, pods('canary', 0), RULE, PINNED],
    ],
  },
  {
    title: 'H12: a route arrives before the Service that it names',
    before: [...TRACKS, pods('canary', 1), serviceRoute({ stable: 100 })],
    after: [
      ...TRACKS,
      pods('canary', 1),
      versionService('canary'),
      serviceRoute({ stable: 80, canary: 20 }),
    ],
    finds: {
      obligation: 'no-lost-request',
      code: 'NC',
      share: 0.2,
      applied: [VIRTUAL_SERVICE],
      waiting: ['Service shop/web-canary'],
    },
    safe: [
      [...TRACKS, pods('canary', 1), versionService('canary'), serviceRoute({ stable: 100 })],
      [
        ...TRACKS,
        pods('canary', 1),
        versionService('canary'),
        serviceRoute({ stable: 80, canary: 20 }),
      ],
    ],
  },
  {
    title: 'H13: a Service is deleted before the route to it',
    expectations: INTERNAL,
    before: [
      ...TRACKS,
      pods('canary', 1),
      versionService('canary'),
      serviceRoute({ stable: 80, canary: 20 }),
    ],
    after: [...TRACKS, pods('canary', 0), serviceRoute({ stable: 100 })],
    finds: {
      obligation: 'no-lost-request',
      code: 'NC',
      share: 0.2,
      applied: ['the removal of Service shop/web-canary'],
      waiting: [VIRTUAL_SERVICE],
    },
    safe: [
      [
        ...TRACKS,
        pods('canary', 1),
        versionService('canary'),
        serviceRoute({ stable: 100, canary: 0 }),
      ],
      [...TRACKS, pods('canary', 0), versionService('canary'), serviceRoute({ stable: 100 })],
      [...TRACKS, pods('canary', 0), serviceRoute({ stable: 100 })],
    ],
  },
  {
    title: 'H13: a Service is deleted that a VirtualService still answers for',
    before: [...BOTH, RULE, SPLIT],
    after: [pods('stable', 3), pods('canary', 1), RULE, SPLIT],
    finds: {
      obligation: 'no-lost-request',
      share: 1,
      applied: ['the removal of Service shop/web'],
    },
    safe: [[...BOTH, RULE, SPLIT]],
  },
  {
    title: 'H14: the selector of a Service changes in its place',
    before: [...SERVICES, pods('stable', 3), pods('canary', 3)],
    after: [
      object('v1', 'Service', 'web', {
        ports: [{ port: 80, name: 'http' }],
        selector: { app: 'web', version: 'canary' },
      }),
      versionService('stable'),
      pods('stable', 3),
      pods('canary', 3),
    ],
    finds: {
      obligation: 'live-destination',
      code: 'UH',
      share: 1,
      applied: [],
      says: ['the selector of Service shop/web changes'],
    },
    safe: [
      [...TRACKS, pods('canary', 3), versionService('canary')],
      [
        ...TRACKS,
        pods('canary', 3),
        versionService('canary'),
        serviceRoute({ stable: 100, canary: 0 }),
      ],
      [
        ...TRACKS,
        pods('canary', 3),
        versionService('canary'),
        serviceRoute({ stable: 0, canary: 100 }),
      ],
    ],
  },
  {
    title: 'H16: pods that still get requests are dropped from their last Service',
    expectations: INTERNAL,
    before: [
      ...TRACKS,
      pods('canary', 3),
      versionService('canary'),
      serviceRoute({ stable: 0, canary: 100 }),
    ],
    after: [
      SERVICES[0] ?? WEB_SERVICE,
      versionService('stable'),
      pods('stable', 3),
      pods('canary', 3),
      serviceRoute({ stable: 100 }),
    ],
    finds: {
      obligation: 'keeps-service',
      applied: ['the removal of Service shop/web-canary'],
      says: ['pods of shop/web-canary'],
    },
    safe: [
      [
        ...TRACKS,
        pods('canary', 3),
        versionService('canary'),
        serviceRoute({ stable: 100, canary: 0 }),
      ],
      [
        ...TRACKS,
        pods('canary', 0),
        versionService('canary'),
        serviceRoute({ stable: 100, canary: 0 }),
      ],
      [...TRACKS, pods('canary', 0), versionService('canary'), serviceRoute({ stable: 100 })],
      [...TRACKS, pods('canary', 0), serviceRoute({ stable: 100 })],
    ],
  },
  {
    title: 'H32: the primary is updated while the weights change',
    expectations: { canary: { version: 'canary' } },
    before: [WEB_SERVICE, ...primaryAndCanary('web:1'), rulesOfTracks(), tracks(80, 20)],
    after: [WEB_SERVICE, ...primaryAndCanary('web:2'), rulesOfTracks(), tracks(100, 0)],
    finds: {
      obligation: 'roll-under-traffic',
      applied: [],
      waiting: [VIRTUAL_SERVICE],
      says: ['the pods of Deployment shop/web-primary are being replaced'],
    },
    safe: [
      [WEB_SERVICE, ...primaryAndCanary('web:1', 3), rulesOfTracks(), tracks(80, 20)],
      [WEB_SERVICE, ...primaryAndCanary('web:1', 3), rulesOfTracks(), tracks(0, 100)],
      [WEB_SERVICE, ...primaryAndCanary('web:2', 3), rulesOfTracks(), tracks(0, 100)],
      [WEB_SERVICE, ...primaryAndCanary('web:2', 3), rulesOfTracks(), tracks(100, 0)],
      [WEB_SERVICE, ...primaryAndCanary('web:2', 0), rulesOfTracks(), tracks(100, 0)],
    ],
  },
  {
    title: 'H33: a Service is flipped to the new version',
    before: [...TRACKS, pods('canary', 3), versionService('canary')],
    after: [
      object('v1', 'Service', 'web', {
        ports: [{ port: 80, name: 'http' }],
        selector: { app: 'web', version: 'canary' },
      }),
      versionService('stable'),
      versionService('canary'),
      pods('stable', 3),
      pods('canary', 3),
    ],
    finds: {
      obligation: 'live-destination',
      code: 'UH',
      share: 1,
      applied: [],
      says: ['the selector of Service shop/web changes'],
    },
    safe: [
      [
        ...TRACKS,
        pods('canary', 3),
        versionService('canary'),
        serviceRoute({ stable: 100, canary: 0 }),
      ],
      [
        ...TRACKS,
        pods('canary', 3),
        versionService('canary'),
        serviceRoute({ stable: 50, canary: 50 }),
      ],
      [
        ...TRACKS,
        pods('canary', 3),
        versionService('canary'),
        serviceRoute({ stable: 0, canary: 100 }),
      ],
    ],
  },
  {
    title: 'H34: everything of a release is taken back at once',
    before: [...BOTH, RULE, SPLIT],
    after: [...STABLE, rule('stable'), subsetRoute({ stable: 100 })],
    finds: {
      obligation: 'no-lost-request',
      code: 'NC',
      share: 0.2,
      applied: ['DestinationRule shop/web'],
      waiting: [VIRTUAL_SERVICE],
    },
    safe: [
      [...BOTH, RULE, subsetRoute({ stable: 100 })],
      [...STABLE, RULE, subsetRoute({ stable: 100 })],
      [...STABLE, rule('stable'), subsetRoute({ stable: 100 })],
    ],
  },
  {
    title: 'H40: the selector of a Service is misspelt',
    before: STABLE,
    after: [
      object('v1', 'Service', 'web', {
        ports: [{ port: 80, name: 'http' }],
        selector: { app: 'wbe' },
      }),
      pods('stable', 3),
    ],
    finds: {
      obligation: 'live-destination',
      code: 'UH',
      share: 1,
      applied: ['Service shop/web'],
    },
    safe: [
      [
        object('v1', 'Service', 'web', {
          ports: [
            { port: 80, name: 'http' },
            { port: 9090, name: 'http-metrics' },
          ],
          selector: { app: 'web' },
        }),
        pods('stable', 3),
      ],
    ],
  },
  {
    title: 'H41: the selector of a Deployment changes',
    before: STABLE,
    after: [WEB_SERVICE, renamedSelector(pods('stable', 3))],
    finds: {
      obligation: 'immutable-fields',
      applied: ['Deployment shop/web-stable'],
      says: ['spec.selector'],
    },
    safe: [
      [...STABLE, deployment('web-again', 'web:stable', 3, { version: 'stable' })],
      [WEB_SERVICE, deployment('web-again', 'web:stable', 3, { version: 'stable' })],
    ],
  },
];

function primaryAndCanary(image: string, replicas = 1): readonly ReturnType<typeof deployment>[] {
  return [
    deployment('web-primary', image, 3, { version: 'primary' }),
    deployment('web-canary', 'web:2', replicas, { version: 'canary' }),
  ];
}

function rulesOfTracks(): ReturnType<typeof rule> {
  return rule('primary', 'canary');
}

function tracks(primary: number, canary: number): ReturnType<typeof subsetRoute> {
  return subsetRoute({ primary, canary });
}

function renamedSelector(manifest: ReturnType<typeof pods>): ReturnType<typeof pods> {
  const spec = manifest['spec'] as Record<string, never>;
  return { ...manifest, spec: { ...spec, selector: { matchLabels: { app: 'web', tier: 'web' } } } };
}
