import { deployment, object, service } from '../context';
import { accepts, refuses, type RuleCase } from '../rule-case';

const subsets = { layout: 'subsets', outsideMesh: 'may-reach-canary' };

export const objectCases: readonly RuleCase[] = [
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
  refuses(
    'duplicate-object',
    "a Service without namespace with a track's name",
    {
      others: [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'api-canary' }, spec: {} }],
    },
    'Service api-canary',
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
];
