import { Chart } from 'cdk8s';
import { Release, ReleaseApp } from 'cdk8s-canary';
import * as kplus from 'cdk8s-plus-27';
import { api } from './api';
import { Database } from './database';

const app = new ReleaseApp();

// A chart without a release is written as cdk8s writes it. Namespaces never belong to a release.
const platform = new Chart(app, 'platform');
new kplus.Namespace(platform, 'namespace', {
  metadata: { name: 'go-demo-7', labels: { 'istio-injection': 'enabled' } },
});

const chart = new Chart(app, 'go-demo-7', { namespace: 'go-demo-7' });

// Ordinary constructs beside the release are in every phase.
new Database(chart, 'db');

new Release(chart, 'api', {
  name: 'go-demo-7',
  workload: api,
  from: '0.0.1',
  to: '0.0.2',
  replicas: 3,
  service: { port: 80, targetPort: 8080 },
  trackLabel: 'release',
  router: {
    kind: 'istio',
    hosts: ['go-demo-7.acme.com'],
    gateway: { selector: { istio: 'ingressgateway' } },
    trackHeaders: { primary: { release: 'primary' }, canary: { release: 'canary' } },
  },
  steps: [
    { setWeight: 20 },
    { pause: { duration: '5m' } },
    { setWeight: 40 },
    { analysis: { metrics: ['errors', 'latency'], duration: '10m' } },
    { setWeight: 60 },
    { pause: {} },
  ],
  metrics: {
    errors: { kind: 'success-rate', min: 99 },
    latency: { kind: 'latency', quantile: 0.99, max: '1s' },
  },
  traffic: { requestsPerSecond: 12, errorRate: 0.001 },
});

app.synth();
