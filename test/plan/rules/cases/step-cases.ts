import { router } from '../context';
import { accepts, refuses, type RuleCase } from '../rule-case';

const step = (...steps: readonly unknown[]) => ({ plan: { steps } });
const header = (route: unknown) => step({ setHeaderRoute: route });
const qa = (...match: readonly unknown[]) => header({ name: 'qa', match });
const on = (headerName: unknown, headerValue: unknown = { exact: '1' }) =>
  qa({ headerName, headerValue });

export const stepCases: readonly RuleCase[] = [
  accepts('step-unknown', 'a plan without steps', { plan: { steps: undefined } }),
  accepts('step-unknown', 'fields that are undefined', step({ setWeight: 20, pause: undefined })),
  refuses('step-unknown', 'no list', { plan: { steps: { setWeight: 20 } } }, 'steps', 'not a list'),
  refuses('step-unknown', 'null in place of the list', { plan: { steps: null } }, 'steps'),
  refuses('step-unknown', 'a step that is no object', step(20, null), ['steps[0]', 'steps[1]']),
  refuses('step-unknown', 'a step that says nothing', step({}), 'steps[0]', 'says nothing'),
  refuses(
    'step-unknown',
    'a step that says two things',
    step({ setWeight: 20, pause: {} }),
    'steps[0]',
    'says 2 things',
  ),
  refuses('step-unknown', 'a misspelt step', step({ setWeigth: 20 }), 'steps[0]', "'setWeigth'"),

  accepts('weight-range', 'the weights 1 and 100', step({ setWeight: 1 }, { setWeight: 100 })),
  refuses('weight-range', 'a weight of 0', step({ setWeight: 0 }), 'steps[0].setWeight'),
  refuses('weight-range', 'a weight of 101', step({ setWeight: 101 }), 'steps[0].setWeight'),
  refuses('weight-range', 'a broken weight', step({ setWeight: 33.3 }), 'steps[0].setWeight'),
  refuses('weight-range', 'a weight in quotes', step({ setWeight: '20' }), 'steps[0].setWeight'),
  refuses(
    'weight-range',
    'no weight and null',
    step({ setWeight: Number.NaN }, { setWeight: null }),
    ['steps[0].setWeight', 'steps[1].setWeight'],
  ),

  accepts(
    'weights-increase',
    'weights with pauses between them',
    step({ setWeight: 20 }, { pause: {} }, { setWeight: 21 }),
  ),
  refuses(
    'weights-increase',
    'a weight that goes down',
    step({ setWeight: 40 }, { pause: {} }, { setWeight: 20 }),
    'steps[2].setWeight',
    '20 after 40',
  ),
  refuses(
    'weights-increase',
    'a weight that stays',
    step({ setWeight: 40 }, { setWeight: 40 }),
    'steps[1].setWeight',
  ),
  refuses(
    'weights-increase',
    'a weight after 100',
    step({ setWeight: 100 }, { setWeight: 50 }),
    'steps[1].setWeight',
  ),
  refuses(
    'weights-increase',
    'a dip that comes back',
    step({ setWeight: 40 }, { setWeight: 20 }, { setWeight: 30 }),
    ['steps[1].setWeight', 'steps[2].setWeight'],
  ),

  accepts('duration-invalid', 'durations of several units', {
    plan: { steps: [{ pause: { duration: '1h2m3s500ms' } }], settle: '0.5s' },
  }),
  refuses(
    'duration-invalid',
    'a number',
    step({ pause: { duration: 30 } }),
    'steps[0].pause.duration',
  ),
  refuses(
    'duration-invalid',
    'a number without unit',
    step({ pause: { duration: '30' } }),
    'steps[0].pause.duration',
  ),
  refuses(
    'duration-invalid',
    'an unknown unit',
    step({ pause: { duration: '1d' } }),
    'steps[0].pause.duration',
  ),
  refuses(
    'duration-invalid',
    'no time',
    step({ pause: { duration: '0m0s' } }),
    'steps[0].pause.duration',
    'no time',
  ),
  refuses(
    'duration-invalid',
    'a duration in place of the pause',
    step({ pause: '5m' }),
    'steps[0].pause',
  ),
  refuses(
    'duration-invalid',
    'an analysis without one',
    step({ analysis: { metrics: ['errors'] } }),
    'steps[0].analysis.duration',
    'no duration',
  ),
  refuses(
    'duration-invalid',
    'a settle time of zero',
    { plan: { settle: '0s' } },
    'settle',
    'no time',
  ),
  refuses(
    'duration-invalid',
    'a latency without unit',
    { plan: { metrics: { latency: { kind: 'latency', quantile: 0.5, max: '1' } }, steps: [] } },
    'metrics.latency.max',
  ),

  refuses(
    'analysis-empty',
    'no metrics',
    step({ analysis: { metrics: [], duration: '5m' } }),
    'steps[0].analysis',
  ),
  refuses(
    'analysis-empty',
    'an analysis that is no object',
    step({ analysis: 'errors' }),
    'steps[0].analysis',
  ),
  accepts(
    'analysis-empty',
    'one metric',
    step({ analysis: { metrics: ['errors'], duration: '5m' } }),
  ),

  accepts(
    'metric-unknown',
    'a metric of the plan',
    step({ analysis: { metrics: ['latency'], duration: '5m' } }),
  ),
  refuses(
    'metric-unknown',
    'a metric that is not defined',
    step({ analysis: { metrics: ['errors', 'cpu'], duration: '5m' } }),
    'steps[0].analysis.metrics[1]',
  ),
  refuses(
    'metric-unknown',
    'a name that every object has',
    step({ analysis: { metrics: ['constructor'], duration: '5m' } }),
    'steps[0].analysis.metrics[0]',
  ),
  refuses(
    'metric-unknown',
    'a metric in a plan without any',
    {
      plan: {
        ...step({ analysis: { metrics: ['errors'], duration: '5m' } }).plan,
        metrics: undefined,
      },
    },
    'steps[0].analysis.metrics[0]',
  ),

  accepts(
    'header-route-invalid',
    'a regular expression of RE2 that JavaScript lacks',
    on('X-QA', { regex: '(?i)(?P<team>qa|dev)-\\d+' }),
  ),
  accepts(
    'header-route-invalid',
    'one header with two values',
    qa(
      { headerName: 'x-qa', headerValue: { exact: 'a' } },
      { headerName: 'x-qa', headerValue: { prefix: 'a' } },
    ),
  ),
  accepts(
    'header-route-invalid',
    'a route that is set, taken away and set again',
    step(
      { setHeaderRoute: { name: 'qa', match: [{ headerName: 'x', headerValue: { exact: '1' } }] } },
      { setHeaderRoute: { name: 'qa', match: [] } },
      { setHeaderRoute: { name: 'qa', match: [{ headerName: 'y', headerValue: { exact: '1' } }] } },
    ),
  ),
  refuses('header-route-invalid', 'no object', header('qa'), 'steps[0].setHeaderRoute'),
  refuses(
    'header-route-invalid',
    'a name with a slash',
    header({ name: 'qa/1', match: [{ headerName: 'x', headerValue: { exact: '1' } }] }),
    'steps[0].setHeaderRoute.name',
  ),
  refuses(
    'header-route-invalid',
    'a name of 31 characters',
    header({ name: 'a'.repeat(31), match: [{ headerName: 'x', headerValue: { exact: '1' } }] }),
    'steps[0].setHeaderRoute.name',
  ),
  refuses(
    'header-route-invalid',
    'a route taken away that is not there',
    header({ name: 'qa' }),
    'steps[0].setHeaderRoute',
    'not there',
  ),
  refuses(
    'header-route-invalid',
    'a route taken away twice',
    step(
      { setHeaderRoute: { name: 'qa', match: [{ headerName: 'x', headerValue: { exact: '1' } }] } },
      { setHeaderRoute: { name: 'qa' } },
      { setHeaderRoute: { name: 'qa' } },
    ),
    'steps[2].setHeaderRoute',
  ),
  refuses(
    'header-route-invalid',
    'a match that is no list',
    header({ name: 'qa', match: { headerName: 'x' } }),
    'steps[0].setHeaderRoute.match',
  ),
  refuses(
    'header-route-invalid',
    'a header with a colon',
    on(':authority'),
    'steps[0].setHeaderRoute.match[0].headerName',
  ),
  refuses(
    'header-route-invalid',
    'a header whose condition Istio ignores',
    on('Method'),
    'steps[0].setHeaderRoute.match[0].headerName',
    'ignores',
  ),
  refuses(
    'header-route-invalid',
    'an empty value',
    on('x-qa', { exact: '' }),
    'steps[0].setHeaderRoute.match[0].headerValue.exact',
  ),
  refuses(
    'header-route-invalid',
    'two ways to match',
    on('x-qa', { exact: 'a', prefix: 'b' }),
    'steps[0].setHeaderRoute.match[0].headerValue',
  ),
  refuses(
    'header-route-invalid',
    'a value without a way to match',
    on('x-qa', 'true'),
    'steps[0].setHeaderRoute.match[0].headerValue',
  ),
  refuses(
    'header-route-invalid',
    'a broken expression',
    on('x-qa', { regex: '(' }),
    'steps[0].setHeaderRoute.match[0].headerValue.regex',
    'not a regular expression',
  ),
  refuses(
    'header-route-invalid',
    'look-ahead, which RE2 lacks',
    on('x-qa', { regex: '^(?!prod)' }),
    'steps[0].setHeaderRoute.match[0].headerValue.regex',
    'RE2',
  ),
  refuses(
    'header-route-invalid',
    'an expression of 1025 characters',
    on('x-qa', { regex: 'a'.repeat(1025) }),
    'steps[0].setHeaderRoute.match[0].headerValue.regex',
    '1024',
  ),
  refuses(
    'header-route-invalid',
    'the same condition twice',
    qa(
      { headerName: 'X-QA', headerValue: { exact: '1' } },
      { headerName: 'x-qa', headerValue: { exact: '1' } },
    ),
    'steps[0].setHeaderRoute.match[1]',
    'twice',
  ),
  refuses(
    'header-route-invalid',
    'a header that a base route is matched by',
    {
      plan: {
        ...on('x-tenant').plan,
        ...router({ http: [{ match: [{ headers: { 'X-Tenant': { exact: 'a' } } }] }, {}] }),
      },
    },
    'steps[0].setHeaderRoute.match[0].headerName',
    'router.http[0].match[0].headers',
  ),

  accepts(
    'mirror-range',
    'a mirror that weight 100 ends',
    step({ setMirror: { percentage: 100 } }, { setWeight: 100 }),
  ),
  refuses(
    'mirror-range',
    'more than everything',
    step({ setMirror: { percentage: 101 } }),
    'steps[0].setMirror.percentage',
  ),
  refuses(
    'mirror-range',
    'a broken percentage',
    step({ setMirror: { percentage: 0.5 } }),
    'steps[0].setMirror.percentage',
  ),
  refuses('mirror-range', 'a bare number', step({ setMirror: 10 }), 'steps[0].setMirror'),
  refuses(
    'mirror-range',
    'the end of a mirror that is not on',
    step({ setMirror: { percentage: 0 } }),
    'steps[0].setMirror.percentage',
    'not on',
  ),
  refuses(
    'mirror-range',
    'the end of a mirror that weight 100 has ended',
    step({ setMirror: { percentage: 10 } }, { setWeight: 100 }, { setMirror: { percentage: 0 } }),
    'steps[2].setMirror.percentage',
  ),
  refuses(
    'mirror-range',
    'copies for a canary that has everything',
    step({ setWeight: 100 }, { setMirror: { percentage: 10 } }),
    'steps[1].setMirror.percentage',
    'already',
  ),

  accepts('mirror-taken', 'a base route with a mirror when no step sets one', {
    plan: { ...step({ setWeight: 20 }).plan, ...router({ http: [{ mirror: { host: 'audit' } }] }) },
  }),
  accepts('mirror-taken', 'a mirror of a route to others', {
    plan: {
      ...step({ setMirror: { percentage: 5 } }).plan,
      ...router({
        http: [
          {
            match: [{ uri: { prefix: '/x' } }],
            route: [{ destination: { host: 'other' } }],
            mirror: { host: 'audit' },
          },
          {},
        ],
      }),
    },
  }),
  refuses(
    'mirror-taken',
    'a base route with a mirror',
    {
      plan: {
        ...step({ setMirror: { percentage: 5 } }).plan,
        ...router({ http: [{ mirror: { host: 'audit' } }] }),
      },
    },
    'router.http[0].mirror',
  ),
  refuses(
    'mirror-taken',
    'a base route of the mesh with mirrors',
    {
      plan: {
        ...step({ setMirror: { percentage: 5 } }).plan,
        ...router({ mesh: { http: [{ mirrors: [] }] } }),
      },
    },
    'router.mesh.http[0].mirrors',
  ),

  accepts('canary-scale-range', 'one pod', step({ setCanaryScale: { replicas: 1 } })),
  refuses(
    'canary-scale-range',
    'no pods',
    step({ setCanaryScale: { replicas: 0 } }),
    'steps[0].setCanaryScale.replicas',
  ),
  refuses(
    'canary-scale-range',
    'half a pod',
    step({ setCanaryScale: { replicas: 1.5 } }),
    'steps[0].setCanaryScale.replicas',
  ),
  refuses(
    'canary-scale-range',
    'a weight of 0',
    step({ setCanaryScale: { weight: 0 } }),
    'steps[0].setCanaryScale.weight',
  ),
  refuses(
    'canary-scale-range',
    'two sizes',
    step({ setCanaryScale: { weight: 5, replicas: 1 } }),
    'steps[0].setCanaryScale',
  ),
  refuses('canary-scale-range', 'no size', step({ setCanaryScale: {} }), 'steps[0].setCanaryScale'),
  refuses(
    'canary-scale-range',
    'a size that is not followed',
    step({ setCanaryScale: { matchTrafficWeight: false } }),
    'steps[0].setCanaryScale.matchTrafficWeight',
  ),
  refuses(
    'canary-scale-range',
    'an unknown size',
    step({ setCanaryScale: { pods: 3 } }),
    'steps[0].setCanaryScale.pods',
  ),

  accepts('metric-invalid', 'a success rate of 100', {
    plan: {
      metrics: {
        errors: { kind: 'success-rate', min: 100 },
        latency: { kind: 'latency', quantile: 0.5, max: '1s' },
      },
    },
  }),
  refuses('metric-invalid', 'no object', { plan: { metrics: ['errors'] } }, 'metrics'),
  refuses(
    'metric-invalid',
    'a metric that is no object',
    { plan: { metrics: { errors: 99 } } },
    'metrics.errors',
  ),
  refuses(
    'metric-invalid',
    'an unknown kind',
    { plan: { metrics: { errors: { kind: 'errors' } } } },
    'metrics.errors.kind',
  ),
  refuses(
    'metric-invalid',
    'rates out of range',
    {
      plan: {
        metrics: {
          a: { kind: 'success-rate', min: 0 },
          b: { kind: 'success-rate', min: 100.1 },
          c: { kind: 'success-rate' },
        },
      },
    },
    ['metrics.a.min', 'metrics.b.min', 'metrics.c.min'],
  ),
  refuses(
    'metric-invalid',
    'quantiles out of range',
    {
      plan: {
        metrics: {
          a: { kind: 'latency', quantile: 0, max: '1s' },
          b: { kind: 'latency', quantile: 99, max: '1s' },
          'p-x': { kind: 'latency', quantile: '0.9', max: '1s' },
        },
      },
    },
    ['metrics.a.quantile', 'metrics.b.quantile', "metrics['p-x'].quantile"],
  ),

  accepts('traffic-invalid', 'an unknown error rate', {
    plan: { traffic: { requestsPerSecond: 0.1 } },
  }),
  refuses('traffic-invalid', 'no object', { plan: { traffic: 12 } }, 'traffic'),
  refuses(
    'traffic-invalid',
    'numbers out of range',
    { plan: { traffic: { requestsPerSecond: 0, errorRate: 5 } } },
    ['traffic.requestsPerSecond', 'traffic.errorRate'],
  ),
  refuses(
    'traffic-invalid',
    'no number and infinity',
    { plan: { traffic: { errorRate: Number.POSITIVE_INFINITY } } },
    ['traffic.requestsPerSecond', 'traffic.errorRate'],
  ),
];
