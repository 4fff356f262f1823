import { deployment, object, service, withSpec } from '../context';
import { accepts, refuses, type RuleCase } from '../rule-case';

const labels = (matchLabels: unknown, podLabels: unknown = { app: 'api' }) =>
  withSpec({
    selector: { matchLabels },
    template: { metadata: { labels: podLabels }, spec: { containers: [{ name: 'api' }] } },
  });

export const workloadCases: readonly RuleCase[] = [
  accepts('workload-missing', 'a Deployment among other objects', {
    beside: [object('v1', 'ServiceAccount', 'api')],
  }),
  refuses(
    'workload-missing',
    'nothing in either version',
    { objects: [] },
    ['workload', 'workload'],
    "version '1.1.0'",
  ),
  refuses(
    'workload-missing',
    'a Service alone',
    { plan: { from: undefined }, objects: [service('api')] },
    'workload',
  ),
  accepts('workload-second', 'several Deployments when one is returned', {
    plan: { from: undefined },
    returned: deployment('1.1.0'),
    beside: [deployment('1.1.0', 'worker')],
  }),
  refuses(
    'workload-second',
    'two Deployments',
    { plan: { from: undefined }, beside: [deployment('1', 'worker')] },
    'workload',
    'none is returned',
  ),
  refuses(
    'workload-second',
    'a StatefulSet beside the Deployment',
    { beside: [object('apps/v1', 'StatefulSet', 'db')] },
    ['StatefulSet shop/db', 'StatefulSet shop/db'],
  ),
  refuses(
    'workload-second',
    'a Job',
    { plan: { from: undefined }, beside: [object('batch/v1', 'Job', 'migrate')] },
    'Job shop/migrate',
  ),
  refuses(
    'workload-second',
    'a Service returned',
    { plan: { from: undefined }, returned: service('api') },
    'workload',
    'returned Service shop/api',
  ),
  accepts('workload-side-effect', 'a function that stays in its scope', {}),
  refuses(
    'workload-side-effect',
    'objects outside the scope',
    { sideEffects: ['shop/config', 'shop/cache'] },
    ['shop/config', 'shop/cache'],
  ),
  accepts('workload-selector', 'more labels than the selector wants', {
    plan: { from: undefined },
    deployment: labels({ app: 'api' }, { app: 'api', tier: 'web' }),
  }),
  refuses(
    'workload-selector',
    'no matchLabels',
    { deployment: labels(undefined) },
    'Deployment shop/api',
    'selects no pods',
  ),
  refuses(
    'workload-selector',
    'empty matchLabels',
    { deployment: labels({}) },
    'Deployment shop/api',
  ),
  refuses(
    'workload-selector',
    'labels that the pods do not have',
    { deployment: labels({ app: 'api', tier: 'web' }) },
    'Deployment shop/api',
    "'tier: 'web''",
  ),
  refuses(
    'workload-selector',
    'the track label in selector and pods',
    { deployment: labels({ app: 'api', track: 'x' }, { app: 'api', track: 'x' }) },
    ['Deployment shop/api', 'Deployment shop/api'],
    'in use',
  ),
  refuses(
    'workload-selector',
    "the plan's own track label in the pods",
    { plan: { trackLabel: 'app' } },
    ['Deployment shop/api', 'Deployment shop/api'],
  ),
  accepts('workload-selector', 'a label `track` when the plan uses another', {
    plan: { from: undefined, trackLabel: 'role' },
    deployment: labels({ app: 'api', track: 'x' }, { app: 'api', track: 'x' }),
  }),
  accepts('selector-expressions', 'an empty list', {
    deployment: withSpec({ selector: { matchLabels: { app: 'api' }, matchExpressions: [] } }),
  }),
  refuses(
    'selector-expressions',
    'expressions beside labels',
    {
      deployment: withSpec({
        selector: {
          matchLabels: { app: 'api' },
          matchExpressions: [{ key: 'a', operator: 'Exists' }],
        },
      }),
    },
    'Deployment shop/api',
  ),
];
