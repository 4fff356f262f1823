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
// Istio takes an Ingress whose class names its controller.
new kplus.k8s.KubeIngressClass(platform, 'class', {
  metadata: { name: 'istio' },
  spec: { controller: 'istio.io/ingress-controller' },
});

const chart = new Chart(app, 'go-demo-7', { namespace: 'go-demo-7' });
new Database(chart, 'db');

// A Service of the chart that selects the pods becomes the application's: of the primary alone.
const service = new kplus.Service(chart, 'service', {
  metadata: { name: 'go-demo-7' },
  selector: kplus.Pods.select(chart, 'pods', { labels: { app: 'go-demo-7' } }),
  ports: [{ name: 'http', port: 80, targetPort: 8080 }],
});

new kplus.Ingress(chart, 'ingress', {
  metadata: { name: 'go-demo-7' },
  className: 'istio',
  rules: [
    { host: 'go-demo-7.acme.com', path: '/', backend: kplus.IngressBackend.fromService(service) },
  ],
});

// The steps move callers in the mesh. The Ingress stays with the primary, which is updated last.
new Release(chart, 'api', {
  name: 'go-demo-7',
  workload: api,
  from: '0.0.1',
  to: '0.0.2',
  replicas: 3,
  trackLabel: 'release',
  router: {
    kind: 'istio',
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
