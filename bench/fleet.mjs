// A fleet of releases: how the benchmarks' apps are made. Each application has nine objects in
// every phase: two Deployments, three Services, a VirtualService, a DestinationRule, a
// HorizontalPodAutoscaler and a ServiceMonitor.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { ApiObject, Chart } = require('cdk8s');

export const WEIGHTS = [10, 25, 50, 75];

/** Add one application with its release to an app. */
export function addApplication(app, Release, name, weights) {
  const chart = new Chart(app, name, { namespace: `team-${name}` });
  new ApiObject(chart, 'rule', {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name },
    spec: {
      host: `${name}-primary.team-${name}.svc.cluster.local`,
      trafficPolicy: { connectionPool: { http: { http2MaxRequests: 1000 } } },
    },
  });
  new ApiObject(chart, 'autoscaler', {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      minReplicas: 2,
      maxReplicas: 10,
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
        },
      ],
    },
  });
  new ApiObject(chart, 'monitor', {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: { name },
    spec: {
      selector: { matchLabels: { app: name } },
      endpoints: [{ port: 'http', interval: '15s' }],
    },
  });
  new Release(chart, 'release', {
    name,
    workload: (scope, version) => deployment(scope, name, version),
    from: '1.0.0',
    to: '1.1.0',
    service: { port: 80, targetPort: 8080 },
    router: { kind: 'istio' },
    steps: weights.flatMap((setWeight) => [{ setWeight }, { pause: { duration: '5m' } }]),
  });
}

function deployment(scope, name, version) {
  const labels = { app: name };
  return new ApiObject(scope, 'deployment', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: 'app',
              image: `registry.example.com/${name}:${version}`,
              env: [
                { name: 'VERSION', value: version },
                { name: 'LOG_LEVEL', value: 'info' },
                { name: 'PORT', value: '8080' },
              ],
              ports: [{ containerPort: 8080 }],
              readinessProbe: { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 5 },
              livenessProbe: { httpGet: { path: '/live', port: 8080 } },
              resources: {
                requests: { cpu: '100m', memory: '128Mi' },
                limits: { cpu: '500m', memory: '256Mi' },
              },
            },
          ],
        },
      },
    },
  });
}
