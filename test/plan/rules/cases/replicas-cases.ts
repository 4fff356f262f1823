import { autoscaler, object, withSpec } from '../context';
import { accepts, refuses, type RuleCase } from '../rule-case';

const strategy = (value: unknown) => withSpec({ strategy: value });
const rolling = (maxUnavailable: unknown, maxSurge?: unknown) =>
  strategy({ rollingUpdate: { maxUnavailable, ...(maxSurge === undefined ? {} : { maxSurge }) } });
const subsets = { layout: 'subsets', outsideMesh: 'may-reach-canary' };
const scaler = (apiVersion: string, kind: string) =>
  object(apiVersion, kind, 'scaler', { spec: { scaleTargetRef: { name: 'api' } } });
const scaled = { replicas: undefined };

export const replicasCases: readonly RuleCase[] = [
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
];
