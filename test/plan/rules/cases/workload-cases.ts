import { autoscaler, deployment, object, service, withSpec } from '../context';
import { accepts, refuses, type RuleCase } from '../rule-case';

const labels = (matchLabels: unknown, podLabels: unknown = { app: 'api' }) =>
  withSpec({
    selector: { matchLabels },
    template: { metadata: { labels: podLabels }, spec: { containers: [{ name: 'api' }] } },
  });
const strategy = (value: unknown) => withSpec({ strategy: value });
const rolling = (maxUnavailable: unknown, maxSurge?: unknown) =>
  strategy({ rollingUpdate: { maxUnavailable, ...(maxSurge === undefined ? {} : { maxSurge }) } });
const subsets = { layout: 'subsets', outsideMesh: 'may-reach-canary' };
const scaler = (apiVersion: string, kind: string) =>
  object(apiVersion, kind, 'scaler', { spec: { scaleTargetRef: { name: 'api' } } });
const scaled = { replicas: undefined };

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

  accepts('replicas-range', 'more capacity than replicas', { plan: { replicas: 1, capacity: 9 } }),
  refuses('replicas-range', 'no pods', { plan: { replicas: 0 } }, 'replicas'),
  refuses('replicas-range', 'numbers that are none', { plan: { replicas: '3', capacity: 2.5 } }, [
    'replicas',
    'capacity',
  ]),
  refuses(
    'replicas-range',
    'a Deployment of no pods',
    { plan: scaled, deployment: withSpec({ replicas: 0 }) },
    'Deployment shop/api',
  ),
  accepts('replicas-range', 'a Deployment of no pods that an autoscaler decides on', {
    plan: scaled,
    deployment: withSpec({ replicas: 0 }),
    others: [autoscaler()],
  }),

  accepts('replicas-with-autoscaler', 'an autoscaler alone', {
    plan: scaled,
    others: [autoscaler()],
  }),
  refuses(
    'replicas-with-autoscaler',
    'both',
    { others: [autoscaler()] },
    'replicas',
    'HorizontalPodAutoscaler shop/api',
  ),

  accepts('autoscaler-kind', 'a scaler of something else', {
    others: [
      object('keda.sh/v1alpha1', 'ScaledObject', 'x', {
        spec: { scaleTargetRef: { name: 'worker' } },
      }),
    ],
  }),
  refuses(
    'autoscaler-kind',
    'KEDA',
    { others: [scaler('keda.sh/v1alpha1', 'ScaledObject')] },
    'ScaledObject shop/scaler',
  ),
  refuses(
    'autoscaler-kind',
    'a second autoscaler',
    { plan: scaled, others: [autoscaler(), autoscaler({}, 'other')] },
    'HorizontalPodAutoscaler shop/other',
  ),

  accepts('autoscaler-range', 'a minimum that is the maximum and the capacity', {
    plan: { ...scaled, capacity: 8 },
    others: [autoscaler({ minReplicas: 8 })],
  }),
  refuses(
    'autoscaler-range',
    'no maximum',
    { plan: scaled, others: [autoscaler({ maxReplicas: undefined })] },
    'HorizontalPodAutoscaler shop/api',
    'maxReplicas',
  ),
  refuses(
    'autoscaler-range',
    'a minimum above the maximum',
    { plan: scaled, others: [autoscaler({ minReplicas: 9 })] },
    'HorizontalPodAutoscaler shop/api',
    'minReplicas',
  ),
  refuses(
    'autoscaler-range',
    'a minimum of 0',
    { plan: scaled, others: [autoscaler({ minReplicas: 0 })] },
    'HorizontalPodAutoscaler shop/api',
    'minReplicas',
  ),
  refuses(
    'autoscaler-range',
    'a capacity above the maximum',
    { plan: { ...scaled, capacity: 9 }, others: [autoscaler()] },
    'capacity',
  ),
  refuses(
    'autoscaler-range',
    'a maximum that a patch lowers',
    {
      plan: { ...scaled, patch: { HorizontalPodAutoscaler: { spec: { maxReplicas: 1 } } } },
      others: [autoscaler()],
    },
    'HorizontalPodAutoscaler shop/api',
  ),

  accepts('update-strategy', 'the default, with one pod', { plan: { replicas: 1 } }),
  accepts('update-strategy', '99% of 4 pods', { deployment: rolling('99%') }),
  accepts('update-strategy', 'nobody outside the mesh', {
    plan: { outsideMesh: 'none' },
    deployment: strategy({ type: 'Recreate' }),
  }),
  refuses(
    'update-strategy',
    'Recreate',
    { deployment: strategy({ type: 'Recreate' }) },
    'Deployment shop/api',
    'stops every pod',
  ),
  refuses(
    'update-strategy',
    'Recreate in layout subsets',
    { plan: subsets, deployment: strategy({ type: 'Recreate' }) },
    'Deployment shop/api',
  ),
  refuses(
    'update-strategy',
    'all pods by percentage',
    { deployment: rolling('100%') },
    'Deployment shop/api',
    'all 4 pods',
  ),
  refuses(
    'update-strategy',
    'all pods by number',
    { deployment: rolling(4) },
    'Deployment shop/api',
  ),
  refuses(
    'update-strategy',
    'the only pod, when both bounds round to nothing',
    { plan: { replicas: 1 }, deployment: rolling('25%', 0) },
    'Deployment shop/api',
    'the only pod',
  ),
  refuses(
    'update-strategy',
    'a bound that is none',
    { deployment: rolling('1') },
    'Deployment shop/api',
    'not a bound',
  ),
  refuses(
    'update-strategy',
    'all pods of a pinned autoscaler',
    {
      plan: { ...scaled, capacity: 2 },
      deployment: rolling(2),
      others: [autoscaler({ minReplicas: 1 })],
    },
    'Deployment shop/api',
    'all 2 pods',
  ),
  accepts('update-strategy', 'as many pods as the minimum of an autoscaler that is pinned higher', {
    plan: scaled,
    deployment: rolling(2),
    others: [autoscaler()],
  }),

  accepts('object-invalid', 'objects without a namespace', {
    beside: [
      { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'x' } },
    ],
  }),
  refuses(
    'object-invalid',
    'objects without kind or name, and null',
    { others: [{ apiVersion: 'v1' }, { kind: 'X', metadata: {} }, null] as never },
    ['chart', 'chart', 'chart'],
  ),
  accepts('namespace-in-release', 'a ResourceQuota', {
    others: [object('v1', 'ResourceQuota', 'q')],
  }),
  refuses(
    'namespace-in-release',
    'a Namespace in the chart',
    { others: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }] },
    'Namespace shop',
  ),
  refuses(
    'namespace-in-release',
    'a Namespace in the workload',
    { plan: { from: undefined }, beside: [object('v1', 'Namespace', 'shop')] },
    'Namespace shop/shop',
  ),

  accepts('secret-in-clear', 'a Secret that something else fills', {
    others: [object('v1', 'Secret', 'token', { type: 'kubernetes.io/service-account-token' })],
  }),
  accepts('secret-in-clear', 'a SealedSecret', {
    others: [
      object('bitnami.com/v1alpha1', 'SealedSecret', 's', { spec: { encryptedData: { a: 'b' } } }),
    ],
  }),
  refuses(
    'secret-in-clear',
    'data',
    { others: [object('v1', 'Secret', 's', { data: { password: 'aHVudGVyMg==' } })] },
    'Secret shop/s',
    'data.password',
  ),
  refuses(
    'secret-in-clear',
    'stringData in the workload',
    { beside: [object('v1', 'Secret', 's', { stringData: { a: 'b', c: 'd' } })] },
    'Secret shop/s',
  ),

  accepts('duplicate-object', 'one name for several kinds', {
    others: [
      object('v1', 'ConfigMap', 'api-primary'),
      object('v1', 'ServiceAccount', 'api-primary'),
    ],
  }),
  refuses(
    'duplicate-object',
    'an object in chart and workload',
    {
      others: [object('v1', 'ServiceAccount', 'api')],
      beside: [object('v1', 'ServiceAccount', 'api')],
    },
    'ServiceAccount shop/api',
    'two objects',
  ),
  refuses(
    'duplicate-object',
    'two versions of one API',
    {
      others: [
        object('policy/v1', 'PodDisruptionBudget', 'p'),
        object('policy/v1beta1', 'PodDisruptionBudget', 'p'),
      ],
    },
    'PodDisruptionBudget shop/p',
  ),
  refuses(
    'duplicate-object',
    "a Deployment with the canary's name",
    { others: [deployment('1', 'api-canary')] },
    'Deployment shop/api-canary',
    'by name',
  ),
  refuses(
    'duplicate-object',
    "a Service with a track's name",
    { others: [service('api-primary', { selector: { app: 'other' } })] },
    'Service shop/api-primary',
  ),
  refuses(
    'duplicate-object',
    "a Service with the application's name that selects other pods",
    { others: [service('api', { selector: { app: 'other' } })] },
    'Service shop/api',
  ),
  accepts('duplicate-object', "a Service with a track's name in layout subsets", {
    plan: { ...subsets },
    others: [service('api-primary', { selector: { app: 'other' } })],
  }),
  refuses(
    'duplicate-object',
    'the Gateway that the compiler makes',
    { others: [object('networking.istio.io/v1', 'Gateway', 'api')] },
    'Gateway shop/api',
  ),
  refuses(
    'duplicate-object',
    'a DestinationRule that the compiler makes',
    { others: [object('networking.istio.io/v1', 'DestinationRule', 'api-canary')] },
    'DestinationRule shop/api-canary',
  ),

  accepts('virtual-service-second', 'a VirtualService of other hosts', {
    others: [
      object('networking.istio.io/v1', 'VirtualService', 'other', {
        spec: { hosts: ['other', 'api.other'], http: [] },
      }),
    ],
  }),
  accepts('virtual-service-second', 'our host at another gateway', {
    others: [
      object('networking.istio.io/v1', 'VirtualService', 'other', {
        spec: { hosts: ['shop.example.com'], gateways: ['internal'], http: [] },
      }),
    ],
  }),
  accepts('virtual-service-second', 'an external host in the mesh', {
    others: [
      object('networking.istio.io/v1', 'VirtualService', 'other', {
        spec: { hosts: ['shop.example.com'], http: [] },
      }),
    ],
  }),
  refuses(
    'virtual-service-second',
    'our Service by short and by full name',
    {
      others: [
        object('networking.istio.io/v1', 'VirtualService', 'other', {
          spec: { hosts: ['api', 'api.shop.svc.cluster.local'], http: [] },
        }),
      ],
    },
    ['VirtualService shop/other', 'VirtualService shop/other'],
    'spec.hosts[0]',
  ),
  refuses(
    'virtual-service-second',
    'an external host at our gateway',
    {
      others: [
        object('networking.istio.io/v1beta1', 'VirtualService', 'other', {
          spec: { hosts: ['SHOP.example.com'], gateways: ['api'], http: [] },
        }),
      ],
    },
    'VirtualService shop/other',
  ),

  accepts('patch-unknown-kind', 'a kind that the compiler makes', {
    plan: { patch: { Gateway: { metadata: { labels: { a: 'b' } } } } },
  }),
  refuses(
    'patch-unknown-kind',
    'a ConfigMap',
    { plan: { patch: { ConfigMap: {} } } },
    'patch.ConfigMap',
  ),
  refuses(
    'patch-unknown-kind',
    'a name that every object has',
    { plan: { patch: { toString: {} } } },
    'patch.toString',
  ),
  refuses('patch-unknown-kind', 'no object', { plan: { patch: 'x' } }, 'patch'),

  accepts('value-not-plain', 'null, which removes a field', {
    plan: { patch: { Service: { metadata: { labels: null } } } },
  }),
  refuses(
    'value-not-plain',
    'dates, classes, functions and numbers that are none',
    {
      plan: {
        to: { name: '2', patch: { a: new Date(0), b: undefined } },
        patch: { Gateway: { metadata: { annotations: { a: Number.NaN, b: () => 1 } } } },
      },
    },
    ['patch.Gateway.metadata.annotations.a', 'patch.Gateway.metadata.annotations.b', 'to.patch.a'],
  ),
  refuses(
    'value-not-plain',
    'a hole in a list',
    { plan: { patch: { Gateway: { metadata: { finalizers: [undefined] } } } } },
    'patch.Gateway.metadata.finalizers[0]',
  ),
  accepts('patch-forbidden', 'fields beside the protected ones', {
    plan: {
      patch: {
        Deployment: {
          spec: { minReadySeconds: 10, template: { metadata: { labels: { tier: 'web' } } } },
        },
        VirtualService: { metadata: { annotations: { a: 'b' } }, spec: { exportTo: ['*'] } },
      },
    },
  }),
  refuses(
    'patch-forbidden',
    'a selector',
    { plan: { patch: { Deployment: { spec: { selector: { matchLabels: { app: 'x' } } } } } } },
    'patch.Deployment.spec.selector',
  ),
  refuses(
    'patch-forbidden',
    'replicas in a version',
    { plan: { to: { name: '2', patch: { spec: { replicas: 9 } } } } },
    'to.patch.spec.replicas',
  ),
  refuses(
    'patch-forbidden',
    'the track label',
    {
      plan: {
        patch: { Deployment: { spec: { template: { metadata: { labels: { track: null } } } } } },
      },
    },
    'patch.Deployment.spec.template.metadata.labels.track',
  ),
  refuses(
    'patch-forbidden',
    'what a protected field is in',
    { plan: { patch: { VirtualService: { spec: null } } } },
    [
      'patch.VirtualService.spec.http',
      'patch.VirtualService.spec.hosts',
      'patch.VirtualService.spec.gateways',
    ],
  ),
  refuses(
    'patch-forbidden',
    'name and kind',
    { plan: { patch: { Service: { kind: 'X', metadata: { name: 'y' } } } } },
    ['patch.Service.kind', 'patch.Service.metadata.name'],
  ),
  refuses(
    'patch-forbidden',
    'fields of every other kind',
    {
      plan: {
        patch: {
          DestinationRule: { spec: { host: 'x' } },
          Gateway: { spec: { servers: [] } },
          HorizontalPodAutoscaler: { spec: { scaleTargetRef: {} } },
          Service: { spec: { ports: [] } },
        },
      },
    },
    [
      'patch.DestinationRule.spec.host',
      'patch.Gateway.spec.servers',
      'patch.HorizontalPodAutoscaler.spec.scaleTargetRef',
      'patch.Service.spec.ports',
    ],
  ),
  refuses(
    'patch-forbidden',
    'a patch that is a text',
    { plan: { patch: { Gateway: 'x' } } },
    'patch.Gateway',
    'not a merge patch',
  ),
];
