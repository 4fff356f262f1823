import { AppDirectory } from './app-directory';
import { ROOT, run } from './command';

const PHASE = 'dist/go-demo-7/0.0.2/040-canary-40';

const route = (...args: readonly string[]) => run(ROOT, ['route', ...args]);

describe('the route command', () => {
  it('prints a line for each kind of caller, in a phase of ours', () => {
    const { code, stdout } = route(PHASE);

    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^sidecars in go-demo-7: GET http:\/\/go-demo-7\.go-demo-7\.svc\.cluster\.local:80\/\n {2}60 % primary, 40 % canary\n/,
    );
    expect(stdout).toMatch(
      /^the gateway istio=ingressgateway in istio-system: GET http:\/\/go-demo-7\.acme\.com:80\/\n {2}60 % primary, 40 % canary\n/m,
    );
    expect(stdout).toMatch(/^clients outside the mesh: .*\n {2}100 % primary; past all routes$/m);
  });

  it('says who answers one caller, by which rule of which file, and why', () => {
    const { code, stdout, stderr } = route(
      PHASE,
      '--from',
      'gateway:istio-system',
      '--path',
      '/demo',
    );

    expect(code).toBe(0);
    expect(stdout).toMatch(/^ +40 % {2}go-demo-7\/go-demo-7-canary +release=canary +2 pods$/m);
    expect(stdout).toMatch(
      /^by VirtualService go-demo-7\/go-demo-7-gateway, spec\.http\[0\] \(dist\/.*\/go-demo-7\.k8s\.yaml:\d+:\d+\)$/m,
    );
    expect(stdout).toContain('is the first rule that matches');
    expect(stderr).toContain('host go-demo-7.acme.com: the only one with routes');
  });

  it('finds a phase by its id', () => {
    const { stdout } = route('040-canary-40', '--from', 'sidecar:go-demo-7', '--json');

    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      answers: [
        {
          caller: { kind: 'sidecar', namespace: 'go-demo-7' },
          kind: 'route',
          label: 'release',
          shares: { primary: 0.6, canary: 0.4 },
          errors: [],
          rule: { object: 'VirtualService go-demo-7/go-demo-7', path: 'spec.http[0]' },
        },
      ],
    });
  });

  it.each([
    [[PHASE, '--from', 'everybody'], "--from 'everybody' names no caller"],
    [
      [PHASE, '--from', 'outside', '--host', 'go-demo-7.go-demo7'],
      "nothing here has the host 'go-demo-7.go-demo7'",
    ],
    [
      [PHASE, '--from', 'outside', '--host', 'go-demo-7.go-demo7'],
      "did you mean 'go-demo-7.go-demo-7'?",
    ],
    [[PHASE, '--from', 'outside', '--host', 'go-demo-7'], "did you mean 'go-demo-7.go-demo-7'?"],
    [[PHASE, '--port', '0'], 'It must be a number from 1 to 65535'],
    [[PHASE, '--header', 'x'], 'Write name:value'],
  ])('ends with 64 for %j', (args, message) => {
    const { code, stderr } = route(...args);

    expect(code).toBe(64);
    expect(stderr).toContain(message);
  });

  it('ends with 2 for a directory of phases, and says to name one', () => {
    const { code, stderr } = route('dist/go-demo-7');

    expect(code).toBe(2);
    expect(stderr).toContain('fix: name the directory of one phase');
  });
});

describe('the route command, for what others wrote', () => {
  let files: AppDirectory;

  beforeAll(() => {
    files = new AppDirectory({
      'shop.yaml': `
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec: { selector: { app: api }, ports: [{ port: 8000, name: http }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api, version: v1 } }
    spec: { containers: [{ name: api, image: "api:1" }] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: api, namespace: shop }
spec:
  hosts: [api]
  http:
    - match: [{ headers: { x-qa: { exact: "yes" } } }]
      route: [{ destination: { host: api, subset: v2 } }]
    - route: [{ destination: { host: api } }]
      mirror: { host: api }
`,
    });
  });

  afterAll(() => files.remove());

  it('calls the only port of a Service, and tells of copies', () => {
    const { stdout } = files.run('route', 'shop.yaml', '--from', 'sidecar:shop');

    expect(stdout).toContain('GET http://api.shop.svc.cluster.local:8000/');
    expect(stdout).toMatch(/^ +100 % {2}shop\/api +version=v1 +2 pods$/m);
    expect(stdout).toContain('copies of 100 % go to outbound|8000||api.shop.svc.cluster.local');
    expect(stdout).toContain('(shop.yaml:25:7)');
  });

  it('says what fails, and what that means', () => {
    const args = ['route', 'shop.yaml', '--from', 'sidecar:shop', '--header', 'X-QA:yes'];

    const { stdout } = files.run(...args);

    expect(stdout).toMatch(/^ +100 % {2}503 \(NC: the proxy knows no such destination\)$/m);
    expect(stdout).toContain('(shop.yaml:23:7)');
  });
});
