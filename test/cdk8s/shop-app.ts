import { ApiObject, type App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { Release, type ReleaseProps } from '../../src/index';

/** The workload of the shop, of cdk8s-plus: its names and selectors come from its place in the tree. */
export function api(scope: Construct, version: string): kplus.Deployment {
  const settings = new kplus.ConfigMap(scope, 'settings', { data: { version } });
  const deployment = new kplus.Deployment(scope, 'api', {
    containers: [{ name: 'api', image: `registry.example.com/api:${version}`, portNumber: 8080 }],
  });
  const reference = kplus.ConfigMap.fromConfigMapName(scope, 'reference', settings.name);
  deployment.containers[0]?.env.copyFrom(kplus.Env.fromConfigMap(reference));
  return deployment;
}

/** A plan of the shop; `changes` go over it. */
export function shopPlan(changes: Partial<ReleaseProps> = {}): ReleaseProps {
  return {
    name: 'shop',
    workload: api,
    from: '1.0.0',
    to: '1.1.0',
    replicas: 2,
    service: { port: 80, targetPort: 8080 },
    router: { kind: 'istio' },
    steps: [{ setWeight: 50 }, { pause: {} }],
    ...changes,
  };
}

/** A chart with the shop's release and one object beside it. */
export function addShop(app: App, changes: Partial<ReleaseProps> = {}): Release {
  const chart = new Chart(app, 'shop', { namespace: 'shop', labels: { team: 'red' } });
  new kplus.ConfigMap(chart, 'flags', { metadata: { name: 'flags' }, data: { a: 'on' } });
  return new Release(chart, 'api', shopPlan(changes));
}

/** A chart without a release. */
export function addPlatform(app: App): Chart {
  const chart = new Chart(app, 'platform');
  new ApiObject(chart, 'namespace', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop', labels: { 'istio-injection': 'enabled' } },
  });
  return chart;
}
