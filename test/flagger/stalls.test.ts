import type { JsonObject } from '../../src/manifest/manifest';
import { canaryOf, ON_GATEWAY, run, ticksOf, trace } from './app';

const TEST = { match: [{ headers: { 'x-qa': { exact: '1' } } }] };
const WEIGHTS = { stepWeight: 10, maxWeight: 30 };
const AFFINITY = { sessionAffinity: { cookieName: 'release' } };

/** Analysis, other fields of the spec, and where the run stays. */
const STALLS: readonly (readonly [string, JsonObject, JsonObject, string])[] = [
  ['there is no step', { stepWeight: 0 }, {}, 'Progressing/0'],
  ['the step is negative', { stepWeight: -5 }, {}, 'Progressing/0'],
  ['the first listed weight is 0', { stepWeights: [0, 50] }, {}, 'Progressing/0'],
  ['a listed weight is repeated', { stepWeights: [10, 10, 50] }, {}, 'Progressing/10'],
  ['a listed weight is lower', { stepWeights: [10, 50, 30] }, {}, 'Progressing/50'],
  ['the highest weight is above 100', { stepWeight: 50, maxWeight: 150 }, {}, 'Progressing/100'],
  ['iterations are 0 and there is no step', { iterations: 0, ...TEST }, {}, 'Progressing/0'],
  [
    'a mirror is wanted of Gateway API',
    { ...WEIGHTS, mirror: true },
    { provider: 'gatewayapi:v1', service: ON_GATEWAY },
    'Progressing/0',
  ],
  [
    'a mirror is wanted of nginx',
    { ...WEIGHTS, mirror: true },
    { provider: 'nginx' },
    'Progressing/0',
  ],
  [
    'a mirror is wanted of Linkerd',
    { ...WEIGHTS, mirror: true },
    { provider: 'linkerd' },
    'Progressing/0',
  ],
  [
    'a mirror is wanted of TCP routes',
    { ...WEIGHTS, mirror: true },
    { service: { appProtocol: 'TCP' } },
    'Progressing/0',
  ],
  ['mirror and affinity meet', { ...WEIGHTS, mirror: true, ...AFFINITY }, {}, 'Progressing/0'],
  ['mirror and conditions meet', { ...WEIGHTS, mirror: true, ...TEST }, {}, 'Progressing/0'],
  ['a list of conditions is empty', WEIGHTS, { service: { match: [] } }, 'Progressing/10'],
  [
    'a map of headers is empty',
    WEIGHTS,
    { service: { headers: { request: { add: {} } } } },
    'Progressing/10',
  ],
  [
    'a list in the CORS policy is empty',
    WEIGHTS,
    { service: { corsPolicy: { allowHeaders: [] } } },
    'Progressing/10',
  ],
  [
    'a condition on Gateway API has no path',
    WEIGHTS,
    {
      provider: 'gatewayapi:v1',
      service: { ...ON_GATEWAY, match: [{ headers: { x: { exact: '1' } } }] },
    },
    'Progressing/10',
  ],
  [
    'a CORS policy on Gateway API has no age',
    WEIGHTS,
    {
      provider: 'gatewayapi:v1',
      service: { ...ON_GATEWAY, corsPolicy: { allowOrigin: ['https://a.example'] } },
    },
    'Progressing/10',
  ],
];

describe('a run never ends, and nothing counts as failed, where', () => {
  it.each(STALLS)('%s', (_reason, analysis, spec, expected) => {
    const ticks = run(canaryOf(analysis, spec), ticksOf(30));
    expect(trace(ticks).slice(8)).toEqual(Array.from({ length: 22 }, () => expected));
    expect(ticks.at(-1)?.status.failedChecks).toBe(0);
  });
});

describe('a run does end where', () => {
  it.each<[string, JsonObject, JsonObject]>([
    ['hosts and gateways are empty lists', WEIGHTS, { service: { hosts: [], gateways: [] } }],
    [
      'a struct is empty, as it survives the API',
      WEIGHTS,
      { service: { headers: { request: {} } } },
    ],
    ['a zero is written out', WEIGHTS, { service: { corsPolicy: { allowCredentials: false } } }],
    [
      'affinity without a primary cookie hides the drift of rules with conditions',
      { ...WEIGHTS, ...AFFINITY },
      { service: { match: [{ uri: { prefix: '/' } }], headers: { request: { add: {} } } } },
    ],
    [
      'a condition on Gateway API has a path',
      WEIGHTS,
      { provider: 'gatewayapi:v1', service: { ...ON_GATEWAY, match: [{ uri: { prefix: '/' } }] } },
    ],
    [
      'a CORS policy on Gateway API has an age',
      WEIGHTS,
      {
        provider: 'gatewayapi:v1',
        service: { ...ON_GATEWAY, corsPolicy: { allowOrigin: ['*'], maxAge: '24h' } },
      },
    ],
    [
      'an A/B test drifts, as its weights do not add up',
      { iterations: 3, ...TEST },
      { service: { match: [] } },
    ],
  ])('%s', (_reason, analysis, spec) => {
    expect(trace(run(canaryOf(analysis, spec), ticksOf(12))).at(-1)).toBe('Succeeded/0');
  });

  it('but a drifting A/B test with stepWeightPromotion stays in Promoting', () => {
    const analysis = { iterations: 3, stepWeightPromotion: 50, ...TEST };
    const ticks = run(canaryOf(analysis, { service: { match: [] } }), ticksOf(12));
    expect(trace(ticks).at(-1)).toBe('Promoting/0');
  });
});
