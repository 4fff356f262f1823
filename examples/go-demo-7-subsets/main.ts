import { Chart } from 'cdk8s';
import { Release, ReleaseApp } from 'cdk8s-canary';
import * as kplus from 'cdk8s-plus-27';
import { api } from './api';
import { Database } from './database';

const app = new ReleaseApp();

const platform = new Chart(app, 'platform');
new kplus.Namespace(platform, 'namespace', {
  metadata: { name: 'go-demo-7', labels: { 'istio-injection': 'enabled' } },
});

const chart = new Chart(app, 'go-demo-7', { namespace: 'go-demo-7' });
new Database(chart, 'db');

new Release(chart, 'api', {
  name: 'go-demo-7',
  workload: api,
  from: '0.0.1',
  to: '0.0.2',
  replicas: 3,
  service: { port: 80, targetPort: 8080 },
  trackLabel: 'release',
  // One Service selects both tracks, so the plan has to say who calls it past the mesh: nobody.
  layout: 'subsets',
  outsideMesh: 'none',
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
    { pause: { duration: '5m' } },
    { setWeight: 60 },
    { pause: {} },
  ],
});

app.synth();
