import { hygieneRules } from '../../../src/check/hygiene/hygiene-rules';
import { trafficRules } from '../../../src/check/traffic/traffic-rules';
import type { JsonObject, Manifest } from '../../../src/manifest/manifest';
import {
  destinationRule,
  gateway,
  object,
  service,
  split,
  virtualService,
  WEB,
} from './cases/objects';
import { findIn } from './rule-case';

const rules = [...trafficRules, ...hygieneRules];
const HOST = 'web.example.com';

function loud(manifests: readonly Manifest[]): readonly string[] {
  return findIn(rules, manifests)
    .filter(({ severity }) => severity !== 'info')
    .map(({ rule, said }) => `${rule} ${said}`);
}

describe('files of other release tools are in order:', () => {
  it('an Argo Rollout by hosts, whose controller writes selectors and weights', () => {
    const rollout = argoRollout({
      stableService: 'web-stable',
      canaryService: 'web-canary',
      trafficRouting: { istio: { virtualService: { name: 'web' } } },
    });
    const services = ['web', 'web-stable', 'web-canary'].map((name) =>
      service(name, { app: 'web' }),
    );
    const route = [
      { destination: { host: 'web-stable' }, weight: 100 },
      { destination: { host: 'web-canary' }, weight: 0 },
    ];
    const http = [{ name: 'primary', route }];
    const routes = virtualService('web', { hosts: [HOST], gateways: ['web'], http });
    expect(loud([rollout, ...services, gateway('web', [HOST]), routes])).toEqual([]);
  });

  it('an Argo Rollout by subsets, which differ by a label of the controller', () => {
    const rollout = argoRollout({
      trafficRouting: { istio: { destinationRule: { name: 'web', canarySubsetName: 'canary' } } },
    });
    const subsets = ['stable', 'canary'].map((name) => ({ name, labels: { app: 'web' } }));
    const routes = virtualService('web', {
      hosts: [WEB],
      http: [split({ stable: 100, canary: 0 })],
    });
    expect(
      loud([rollout, service('web', { app: 'web' }), destinationRule('web', { subsets }), routes]),
    ).toEqual([]);
  });

  it('a Flagger Canary, whose controller makes routes and tracks', () => {
    const canary = object('flagger.app/v1beta1', 'Canary', 'web', {
      targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      service: { port: 80, gateways: ['web'], hosts: [HOST] },
    });
    expect(loud([canary, deployment(), scaler(), gateway('web', [HOST])])).toEqual([]);
  });

  it('routing alone, whose pods are in other files', () => {
    const route = [{ destination: { host: 'web', port: { number: 80 } } }];
    const routes = virtualService('web', {
      hosts: [HOST],
      gateways: ['infra/public'],
      http: [{ route }],
    });
    expect(loud([routes, service('web', { app: 'web' })])).toEqual([]);
  });

  it('a Service whose endpoints somebody else writes', () => {
    const bare = object('v1', 'Service', 'db', { ports: [{ port: 80, name: 'http' }] });
    const http = [{ route: [{ destination: { host: 'db' } }] }];
    expect(loud([deployment(), bare, virtualService('db', { hosts: ['db'], http })])).toEqual([]);
  });
});

function template(): JsonObject {
  const container = { name: 'web', image: 'web:1', readinessProbe: { httpGet: { port: 80 } } };
  return { metadata: { labels: { app: 'web' } }, spec: { containers: [container] } };
}

function argoRollout(canary: JsonObject): Manifest {
  return object('argoproj.io/v1alpha1', 'Rollout', 'web', {
    replicas: 5,
    selector: { matchLabels: { app: 'web' } },
    template: template(),
    strategy: { canary },
  });
}

function deployment(): Manifest {
  const selector = { matchLabels: { app: 'web' } };
  return object('apps/v1', 'Deployment', 'web', { selector, template: template() });
}

function scaler(): Manifest {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
  return object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', {
    scaleTargetRef,
    maxReplicas: 4,
  });
}
