import type { Manifest } from '../../../src/manifest/manifest';
import { object } from '../../mesh/shop';

/** Many small applications, each with tracks, Services, routes and an autoscaler; in namespaces of some size. */
export function fleet(applications: number, perNamespace: number): readonly Manifest[] {
  return Array.from({ length: applications }, (_, index) => {
    const namespace = `team-${Math.floor(index / perNamespace)}`;
    return application(namespace, `app-${index}`);
  }).flat();
}

function application(namespace: string, name: string): readonly Manifest[] {
  const host = (service: string): string => `${service}.${namespace}.svc.cluster.local`;
  const workload = (track: string, replicas: number): Manifest =>
    object('apps/v1', 'Deployment', `${namespace}/${name}-${track}`, {
      replicas,
      selector: { matchLabels: { app: name, track } },
      template: {
        metadata: { labels: { app: name, track } },
        spec: { containers: [{ name: 'app', image: `${name}:1`, readinessProbe: {} }] },
      },
    });
  const service = (at: string, track: string): Manifest =>
    object('v1', 'Service', `${namespace}/${at}`, {
      ports: [{ port: 80, name: 'http' }],
      selector: { app: name, track },
    });
  const route = [
    { destination: { host: host(`${name}-primary`), port: { number: 80 } }, weight: 80 },
    { destination: { host: host(`${name}-canary`), port: { number: 80 } }, weight: 20 },
  ];
  return [
    workload('primary', 3),
    service(name, 'primary'),
    service(`${name}-canary`, 'canary'),
    object('networking.istio.io/v1', 'DestinationRule', `${namespace}/${name}-canary`, {
      host: host(`${name}-canary`),
      trafficPolicy: { outlierDetection: {} },
    }),
    object('networking.istio.io/v1', 'VirtualService', `${namespace}/${name}`, {
      hosts: [host(name)],
      http: [{ match: [{ headers: { qa: { exact: 'yes' } } }], route }, { route }],
    }),
    workload('canary', 1),
    service(`${name}-primary`, 'primary'),
  ];
}
