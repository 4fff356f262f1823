import { join } from 'node:path';
import { Chart, Include } from 'cdk8s';
import { Release, ReleaseApp } from 'cdk8s-canary';

const app = new ReleaseApp();
const chart = new Chart(app, 'shop', { namespace: 'shop' });

const include = new Include(chart, 'app', { url: join(__dirname, 'app.yaml') });

// The Deployment is what is released. The Service, the HorizontalPodAutoscaler and the ConfigMap
// that belong to it are found by their selector, their target and the pod's references.
new Release(chart, 'release', {
  name: 'shop',
  workload: include,
  from: { name: '1.4.0', image: 'registry.example.com/shop:1.4.0' },
  to: { name: '1.5.0', image: 'registry.example.com/shop:1.5.0' },
  router: { kind: 'istio', hosts: ['shop.example.com'], gateway: 'istio-system/public' },
  steps: [
    { setWeight: 10 },
    { pause: { duration: '10m' } },
    { setWeight: 50 },
    { pause: { duration: '30m' } },
  ],
});

app.synth();
