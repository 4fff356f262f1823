import type { JsonObject, Manifest } from '../../../src/manifest/manifest';
import type { RuleCase } from '../traffic/rule-case';
import { destinationRule, meshSplit, object, service, web } from '../traffic/cases/objects';

/** A Deployment of one container. */
function deployment(name: string, labels: JsonObject, more: Parts = {}): Manifest {
  const container = { name: 'app', image: 'registry.example.com/api:1.0.0', ...more.container };
  return object('apps/v1', 'Deployment', name, {
    ...more.spec,
    selector: { matchLabels: more.selector ?? labels },
    template: { metadata: { labels }, spec: { containers: [container], ...more.pod } },
  });
}

interface Parts {
  readonly spec?: JsonObject;
  readonly selector?: JsonObject;
  readonly container?: JsonObject;
  readonly pod?: JsonObject;
}

function scaler(name: string, target = 'api'): Manifest {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: target };
  return object('autoscaling/v2', 'HorizontalPodAutoscaler', name, {
    scaleTargetRef,
    maxReplicas: 6,
  });
}

function companion(
  apiVersion: string,
  kind: string,
  labels: JsonObject,
  field = 'selector',
): Manifest {
  return object(apiVersion, kind, 'api', { [field]: { matchLabels: labels } });
}

const API = deployment('api', { app: 'api' });
const PRIMARY = deployment('api-primary', { app: 'api', track: 'primary' });
const CANARY = deployment('api-canary', { app: 'api', track: 'canary' });
const TRACKS = [PRIMARY, CANARY];
const BOTH = { app: 'api' };
const ONE = { app: 'api', track: 'primary' };
const settings = object('v1', 'ConfigMap', 'settings', {});

function config(name: string, data: JsonObject): Manifest {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' }, data };
}

function reading(name: string, more: JsonObject = {}): Manifest {
  return deployment('api', BOTH, { container: { envFrom: [{ configMapRef: { name, ...more } }] } });
}

function keyed(key: string): Manifest {
  const valueFrom = { configMapKeyRef: { name: 'settings', key } };
  return deployment('api', BOTH, { container: { env: [{ name: 'LEVEL', valueFrom }] } });
}

function covering(apiVersion: string, kind: string, without: string, field?: string): RuleCase {
  return {
    rule: 'companion-misses-track',
    when: `a ${kind} on one track`,
    passes: [...TRACKS, companion(apiVersion, kind, BOTH, field)],
    fails: [...TRACKS, companion(apiVersion, kind, ONE, field)],
    says: `${kind} shop/api spec.${field ?? 'selector'}: covers Deployment api-primary but not Deployment api-canary: ${without}`,
    ...(kind.endsWith('Budget') ? { severity: 'info' as const } : {}),
  };
}

/** What surrounds a release. */
export const hygieneCases: readonly RuleCase[] = [
  {
    rule: 'selector-misses-own-template',
    when: 'a label that the pod template lacks',
    passes: TRACKS,
    fails: [deployment('api', { app: 'api' }, { selector: { app: 'api', tier: 'web' } })],
    says: 'Deployment shop/api spec.selector: the pod template lacks tier=web',
  },
  {
    rule: 'workload-selectors-overlap',
    when: 'a primary that selects the pods of the canary',
    passes: TRACKS,
    fails: [deployment('api', { app: 'api' }), CANARY],
    says: 'Deployment shop/api spec.selector: selects the pods of Deployment api-canary too',
  },
  {
    rule: 'service-selects-several-applications',
    when: 'a selector that pods of other applications have too',
    passes: [API, deployment('worker', { app: 'worker' }), service('api', { app: 'api' })],
    fails: [
      deployment('api', { app: 'api', team: 'a' }),
      deployment('worker', { app: 'worker', team: 'a' }),
      service('api', { team: 'a' }),
    ],
    says: 'Service shop/api spec.selector: selects the pods of Deployment api and Deployment worker, which have nothing else in common',
  },
  {
    rule: 'autoscaled-replicas',
    when: 'a number that the autoscaler decides',
    passes: [API, scaler('api')],
    fails: [deployment('api', BOTH, { spec: { replicas: 3 } }), scaler('api')],
    says: 'Deployment shop/api spec.replicas: HorizontalPodAutoscaler api decides the number, and each apply sets it back to 3',
  },
  {
    rule: 'autoscalers-share-target',
    when: 'two autoscalers on one Deployment',
    passes: [API, scaler('api')],
    fails: [API, scaler('api'), scaler('api-memory')],
    says: 'HorizontalPodAutoscaler shop/api-memory spec.scaleTargetRef: HorizontalPodAutoscaler api scales Deployment shop/api too',
  },
  {
    rule: 'autoscaler-target-missing',
    when: 'an autoscaler that was left on the old name',
    passes: [PRIMARY, scaler('api', 'api-primary')],
    fails: [PRIMARY, scaler('api', 'api')],
    says: 'HorizontalPodAutoscaler shop/api spec.scaleTargetRef.name: there is no Deployment shop/api',
  },
  covering('policy/v1', 'PodDisruptionBudget', 'all its pods can be evicted at once'),
  covering(
    'networking.k8s.io/v1',
    'NetworkPolicy',
    'other rules hold for its connections',
    'podSelector',
  ),
  covering('security.istio.io/v1', 'AuthorizationPolicy', 'other callers are let in'),
  covering('security.istio.io/v1', 'PeerAuthentication', 'another mode of mutual TLS holds for it'),
  covering('security.istio.io/v1', 'RequestAuthentication', 'its tokens are not checked'),
  covering('telemetry.istio.io/v1', 'Telemetry', 'its telemetry has other settings'),
  covering('monitoring.coreos.com/v1', 'PodMonitor', 'it has no metrics'),
  {
    rule: 'companion-misses-track',
    when: 'a ServiceMonitor on the Service of one track',
    passes: [...TRACKS, ...monitored('primary', 'canary')],
    fails: [...TRACKS, ...monitored('primary')],
    says: 'ServiceMonitor shop/api spec.selector: covers Deployment api-primary but not Deployment api-canary: it has no metrics',
  },
  {
    rule: 'track-without-readiness-probe',
    when: 'a canary without readiness probe',
    passes: [...shop(web('canary', 3)), destinationRule(), meshSplit(90, 10)],
    fails: [...shop(unprobed()), destinationRule(), meshSplit(90, 10)],
    says: 'Deployment shop/web-canary spec.template.spec.containers[0]: no readiness probe: a pod gets its share of the requests as soon as its process starts',
  },
  {
    rule: 'track-image-not-pinned',
    when: 'the tag latest',
    passes: TRACKS,
    fails: [
      PRIMARY,
      deployment(
        'api-canary',
        { app: 'api', track: 'canary' },
        { container: { image: 'registry.example.com:5000/api' } },
      ),
    ],
    says: 'Deployment shop/api-canary spec.template.spec.containers[0].image: the image of Deployment api-canary changes by itself',
  },
  {
    rule: 'config-missing',
    when: 'a ConfigMap that is not among those of the namespace',
    passes: [
      reading('settings'),
      settings,
      deployment(
        'other',
        { app: 'other' },
        { container: { envFrom: [{ secretRef: { name: 'from-a-vault' } }] } },
      ),
    ],
    fails: [reading('setting'), settings],
    says: 'Deployment shop/api spec.template.spec.containers[0].envFrom[0].configMapRef.name: there is no ConfigMap shop/setting in the files given: pods do not start without it',
  },
  {
    rule: 'config-missing',
    when: 'a ConfigMap of another content, as an error',
    passes: [reading('settings-7f9c2b81ab'), config('settings-7f9c2b81ab', {})],
    fails: [reading('settings-7f9c2b81ab'), config('settings-1d2e3f4a5b', {})],
    says: 'Deployment shop/api spec.template.spec.containers[0].envFrom[0].configMapRef.name: there is no ConfigMap shop/settings-7f9c2b81ab in the files given: pods do not start without it; there is ConfigMap shop/settings-1d2e3f4a5b with other content',
    severity: 'error',
  },
  {
    rule: 'config-missing',
    when: 'a volume without its Secret, beside an optional one',
    passes: [reading('none', { optional: true }), settings],
    fails: [
      deployment('api', BOTH, {
        pod: { volumes: [{ name: 'tls', secret: { secretName: 'tls' } }] },
      }),
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'token', namespace: 'shop' },
        data: {},
      },
    ],
    says: 'Deployment shop/api spec.template.spec.volumes[0].secret.secretName: there is no Secret shop/tls in the files given: pods do not start without it',
  },
  {
    rule: 'config-key-missing',
    when: 'a key that the ConfigMap does not have',
    passes: [keyed('level'), config('settings', { level: 'info' })],
    fails: [keyed('levle'), config('settings', { level: 'info' })],
    says: 'Deployment shop/api spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.name: ConfigMap shop/settings has no key levle',
  },
];

function shop(canary: Manifest): readonly Manifest[] {
  return [service('web', { app: 'web' }), web('stable', 3), canary];
}

function unprobed(): Manifest {
  const labels = { app: 'web', version: 'canary' };
  return deployment('web-canary', labels, { spec: { replicas: 3 }, selector: labels });
}

function monitored(...tracks: readonly string[]): readonly Manifest[] {
  const services = tracks.map((track) => {
    const found = service(`api-${track}`, { app: 'api', track });
    return { ...found, metadata: { ...found.metadata, labels: { monitored: 'yes' } } };
  });
  return [
    ...services,
    companion('monitoring.coreos.com/v1', 'ServiceMonitor', { monitored: 'yes' }),
  ];
}
