import { accepts, refuses, type RuleCase } from '../rule-case';

export const patchCases: readonly RuleCase[] = [
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
