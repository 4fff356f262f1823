// CPU of our YAML emitter against cdk8s's, on objects as releases have them: 1,000 applications of
// one Deployment, one Service and one VirtualService. Each run is a process of its own, for a synth
// emits once and pays for a cold start. Run it after `npm run build`.
import { ok } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Yaml } from 'cdk8s';
import { emitDocuments } from '../lib/src/emit/emit-documents.js';
import { emitYaml } from '../lib/src/emit/emit-yaml.js';

const APPLICATIONS = 1000;
const RUNS = 7;

const emitters = {
  cdk8s: (objects) => objects.map((object) => `---\n${Yaml.stringify(object)}`).join(''),
  ours: (objects) => objects.map((object) => `---\n${emitYaml(object)}`).join(''),
  seenBefore: emitDocuments,
};

const asked = process.argv[2];
if (asked === undefined) compare();
else console.log(JSON.stringify(measure(emitters[asked])));

function compare() {
  const objects = makeObjects();
  const bytes = emitters.ours(objects);
  ok(bytes === emitters.cdk8s(objects), 'the bytes differ');
  console.log(`${objects.length} objects, ${(bytes.length / 1e6).toFixed(1)} MB, same bytes`);

  const runs = { cdk8s: [], ours: [], seenBefore: [] };
  for (let run = 0; run < RUNS; run++) {
    for (const name of Object.keys(runs)) runs[name].push(runAlone(name));
  }
  const { cdk8s, ours, seenBefore } = runs;
  console.log(`cdk8s / ours, first pass   ${ratio(cdk8s, ours, 'cold')}`);
  console.log(`cdk8s / ours, second pass  ${ratio(cdk8s, ours, 'warm')}`);
  console.log(`ours / ours seen before    ${ratio(ours, seenBefore, 'warm')}`);
}

function runAlone(name) {
  return JSON.parse(execFileSync(process.execPath, [fileURLToPath(import.meta.url), name]));
}

function ratio(before, after, pass) {
  const [a, b] = [before, after].map((runs) => median(runs.map((run) => run[pass])));
  const times = `${a.toFixed(0)} ms and ${b.toFixed(1)} ms of CPU, median of ${RUNS}`;
  return `${(a / b).toFixed(1)}x  (${times})`;
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function measure(emit) {
  const objects = makeObjects();
  return { cold: cpuMilliseconds(() => emit(objects)), warm: cpuMilliseconds(() => emit(objects)) };
}

function cpuMilliseconds(run) {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function makeObjects() {
  const objects = Array.from({ length: APPLICATIONS }, (_, index) => {
    const name = `app-${index}`;
    return [deployment(name, index), service(name, index), virtualService(name, index)];
  });
  return JSON.parse(JSON.stringify(objects.flat())); // nothing shared, or cdk8s makes anchors
}

function deployment(name, index) {
  const labels = {
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/part-of': 'shop',
    track: 'canary',
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      annotations: {
        'example.com/owner': 'team a <a@example.com>',
        'example.com/since': '2024-05-01',
      },
      labels,
      name: `${name}-canary`,
      namespace: `shop-${index % 40}`,
    },
    spec: {
      minReadySeconds: 0,
      progressDeadlineSeconds: 600,
      replicas: 1 + (index % 7),
      selector: { matchLabels: { 'app.kubernetes.io/name': name, track: 'canary' } },
      strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 }, type: 'RollingUpdate' },
      template: {
        metadata: {
          annotations: {
            'prometheus.io/port': '8080',
            'prometheus.io/scrape': 'true',
            'example.com/config-sha256': createHash('sha256').update(name).digest('hex'),
          },
          labels,
        },
        spec: {
          containers: [
            {
              args: ['--listen=:8080', '--log-format', 'json', '-v', '2'],
              env: [
                {
                  name: 'DATABASE_URL',
                  value: `postgres://${name}-db.shop:5432/${name}?sslmode=disable`,
                },
                { name: 'MAX_CONNECTIONS', value: String(10 * (1 + (index % 50))) },
                { name: 'FEATURE', value: 'on' },
                { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
              ],
              image: `registry.example.com/shop/${name}:1.${index % 30}.${index % 11}`,
              imagePullPolicy: 'IfNotPresent',
              livenessProbe: {
                httpGet: { path: '/healthz', port: 8080, scheme: 'HTTP' },
                periodSeconds: 10,
              },
              name: 'main',
              ports: [{ containerPort: 8080, name: 'http' }],
              readinessProbe: { failureThreshold: 3, httpGet: { path: '/ready', port: 8080 } },
              resources: {
                limits: { memory: '256Mi' },
                requests: { cpu: '100m', memory: '128Mi' },
              },
              securityContext: {
                allowPrivilegeEscalation: false,
                runAsNonRoot: true,
                runAsUser: 25000,
              },
              volumeMounts: [{ mountPath: '/tmp', name: 'tmp' }],
            },
          ],
          serviceAccountName: name,
          terminationGracePeriodSeconds: 30,
          volumes: [{ emptyDir: {}, name: 'tmp' }],
        },
      },
    },
  };
}

function service(name, index) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      labels: { 'app.kubernetes.io/name': name },
      name: `${name}-canary`,
      namespace: `shop-${index % 40}`,
    },
    spec: {
      externalIPs: [],
      ports: [{ appProtocol: 'http', name: 'http', port: 80, targetPort: 8080 }],
      selector: { 'app.kubernetes.io/name': name, track: 'canary' },
      type: 'ClusterIP',
    },
  };
}

function virtualService(name, index) {
  const weight = (index * 5) % 101;
  const host = (track) => `${name}-${track}.shop-${index % 40}.svc.cluster.local`;
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name, namespace: `shop-${index % 40}` },
    spec: {
      gateways: ['istio-ingress/public'],
      hosts: [`${name}.example.com`],
      http: [
        {
          match: [{ headers: { 'x-canary': { exact: 'true' } }, uri: { prefix: '/api/' } }],
          retries: { attempts: 2, perTryTimeout: '0.5s', retryOn: '5xx,reset' },
          route: [
            { destination: { host: host('primary'), port: { number: 80 } }, weight: 100 - weight },
            { destination: { host: host('canary'), port: { number: 80 } }, weight },
          ],
          timeout: '5s',
        },
      ],
    },
  };
}
