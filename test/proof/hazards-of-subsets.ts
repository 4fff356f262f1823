import { virtualService, WEB } from '../mesh/shop';
import { type Hazard, pods, rule, ruleAt, subsetRoute, WEB_SERVICE } from './hazard-shop';

const STABLE = [WEB_SERVICE, pods('stable', 3)];
const BOTH = [...STABLE, pods('canary', 1)];
const VIRTUAL_SERVICE = 'VirtualService shop/web';
const DESTINATION_RULE = 'DestinationRule shop/web';

const PLAIN_ROUTE = virtualService('web', {
  http: [{ route: [{ destination: { host: WEB, port: { number: 80 } } }] }],
});

/** Hazards of subsets: routes name them, and another object has them. */
export const hazardsOfSubsets: readonly Hazard[] = [
  {
    title: 'H1: a route to a new subset arrives before the subset',
    before: [...BOTH, rule('stable'), subsetRoute({ stable: 100 })],
    after: [...BOTH, rule('stable', 'canary'), subsetRoute({ stable: 80, canary: 20 })],
    finds: {
      obligation: 'no-lost-request',
      code: 'NC',
      share: 0.2,
      applied: [VIRTUAL_SERVICE],
      waiting: [DESTINATION_RULE],
    },
    safe: [
      [...BOTH, rule('stable', 'canary'), subsetRoute({ stable: 100 })],
      [...BOTH, rule('stable', 'canary'), subsetRoute({ stable: 80, canary: 20 })],
    ],
  },
  {
    title: 'H2: a route goes to subsets for the first time, before the first DestinationRule',
    before: [...STABLE, PLAIN_ROUTE],
    after: [...STABLE, rule('stable', 'canary'), subsetRoute({ stable: 100 })],
    finds: {
      obligation: 'no-lost-request',
      code: 'NC',
      share: 1,
      applied: [VIRTUAL_SERVICE],
      waiting: [DESTINATION_RULE],
    },
    safe: [
      [...STABLE, rule('stable', 'canary'), PLAIN_ROUTE],
      [...STABLE, rule('stable', 'canary'), subsetRoute({ stable: 100 })],
    ],
  },
  {
    title: 'H3: a subset goes before the route to it',
    before: [...BOTH, rule('stable', 'canary'), subsetRoute({ stable: 80, canary: 20 })],
    after: [...BOTH, rule('stable'), subsetRoute({ stable: 100 })],
    finds: {
      obligation: 'no-lost-request',
      code: 'NC',
      share: 0.2,
      applied: [DESTINATION_RULE],
      waiting: [VIRTUAL_SERVICE],
    },
    safe: [
      [...BOTH, rule('stable', 'canary'), subsetRoute({ stable: 100 })],
      [...BOTH, rule('stable'), subsetRoute({ stable: 100 })],
    ],
  },
  {
    title: 'H4: routes and subsets go together',
    before: [...STABLE, rule('stable'), subsetRoute({ stable: 100 })],
    after: STABLE,
    finds: {
      obligation: 'no-lost-request',
      code: 'NC',
      share: 1,
      applied: [`the removal of ${DESTINATION_RULE}`],
      waiting: [`the removal of ${VIRTUAL_SERVICE}`],
    },
    safe: [[...STABLE, rule('stable')], STABLE],
  },
  {
    title: 'H5: a subset gets another name',
    before: [...BOTH, rule('stable', 'canary'), subsetRoute({ stable: 80, canary: 20 })],
    after: [
      ...BOTH,
      rule('stable', ['next', { version: 'canary' }]),
      subsetRoute({ stable: 80, next: 20 }),
    ],
    finds: {
      obligation: 'no-lost-request',
      code: 'NC',
      share: 0.2,
      applied: [DESTINATION_RULE],
      waiting: [VIRTUAL_SERVICE],
    },
    safe: [
      [
        ...BOTH,
        rule('stable', 'canary', ['next', { version: 'canary' }]),
        subsetRoute({ stable: 80, canary: 20 }),
      ],
      [
        ...BOTH,
        rule('stable', 'canary', ['next', { version: 'canary' }]),
        subsetRoute({ stable: 80, next: 20 }),
      ],
      [
        ...BOTH,
        rule('stable', ['next', { version: 'canary' }]),
        subsetRoute({ stable: 80, next: 20 }),
      ],
    ],
  },
  {
    title: 'H6: a subset gets other labels in its place',
    before: [
      ...BOTH,
      pods('next', 1),
      rule('stable', 'canary'),
      subsetRoute({ stable: 80, canary: 20 }),
    ],
    after: [
      ...BOTH,
      pods('next', 1),
      rule('stable', ['canary', { version: 'next' }]),
      subsetRoute({ stable: 80, canary: 20 }),
    ],
    finds: {
      obligation: 'live-destination',
      code: 'UH',
      share: 0.2,
      applied: [],
      says: [`the labels of a subset of ${DESTINATION_RULE} change`],
    },
    safe: [
      [
        ...BOTH,
        pods('next', 1),
        rule('stable', 'canary', 'next'),
        subsetRoute({ stable: 80, canary: 20 }),
      ],
      [
        ...BOTH,
        pods('next', 1),
        rule('stable', 'canary', 'next'),
        subsetRoute({ stable: 80, next: 20 }),
      ],
      [...BOTH, pods('next', 1), rule('stable', 'next'), subsetRoute({ stable: 80, next: 20 })],
    ],
  },
  {
    title: 'H7: a DestinationRule moves to another namespace',
    before: [...STABLE, rule('stable'), subsetRoute({ stable: 100 })],
    after: [...STABLE, ruleAt('istio-system/web', 'stable'), subsetRoute({ stable: 100 })],
    finds: {
      obligation: 'no-lost-request',
      code: 'NC',
      share: 1,
      applied: [`the removal of ${DESTINATION_RULE}`],
      waiting: ['DestinationRule istio-system/web'],
    },
    safe: [
      [
        ...STABLE,
        rule('stable'),
        ruleAt('istio-system/web', 'stable'),
        subsetRoute({ stable: 100 }),
      ],
      [...STABLE, ruleAt('istio-system/web', 'stable'), subsetRoute({ stable: 100 })],
    ],
  },
  {
    title: 'H15: a subset asks for a label that its pods are still to get',
    before: [...BOTH, rule('stable', 'canary'), subsetRoute({ stable: 80, canary: 20 })],
    after: [
      ...STABLE,
      pods('canary', 1, { hash: 'b7' }),
      rule('stable', ['canary', { version: 'canary', hash: 'b7' }]),
      subsetRoute({ stable: 80, canary: 20 }),
    ],
    finds: {
      obligation: 'live-destination',
      code: 'UH',
      share: 0.2,
      applied: [DESTINATION_RULE],
      waiting: ['Deployment shop/web-canary'],
    },
    safe: [
      [
        ...BOTH,
        pods('b7', 1),
        rule('stable', 'canary', 'b7'),
        subsetRoute({ stable: 80, canary: 20 }),
      ],
      [...BOTH, pods('b7', 1), rule('stable', 'canary', 'b7'), subsetRoute({ stable: 80, b7: 20 })],
      [...STABLE, pods('b7', 1), rule('stable', 'b7'), subsetRoute({ stable: 80, b7: 20 })],
    ],
  },
];
