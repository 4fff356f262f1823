import { spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Testing } from 'cdk8s';
import { check, ValidationPlugin, type PlainManifest } from '../../src/index';
import { addShop } from './shop-app';
import { makeScratch } from './scratch';

const ROOT = join(__dirname, '..', '..');
const CDK8S = join(ROOT, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s');

/** A Service with a pod, and a VirtualService to it; `host` is where its requests go. */
function shopObjects(host: string) {
  const labels = { app: 'api' };
  const metadata = { name: 'api', namespace: 'shop' };
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'api-pods', namespace: 'shop' },
      spec: {
        replicas: 2,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: [
              {
                name: 'api',
                image: 'registry.example.com/api:1.0.0',
                ports: [{ containerPort: 8080 }],
                readinessProbe: { httpGet: { path: '/', port: 8080 } },
              },
            ],
          },
        },
      },
    },
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: 'api-routes', namespace: 'shop' },
      spec: {
        hosts: ['api.shop.svc.cluster.local'],
        http: [{ route: [{ destination: { host, port: { number: 80 } } }] }],
      },
    },
  ];
}

const GOOD = 'api.shop.svc.cluster.local';
const MISSPELT = 'apu.shop.svc.cluster.local';

interface Report {
  readonly violations: readonly {
    readonly ruleName: string;
    readonly fix: string;
    readonly violatingConstructs: readonly {
      readonly resourceName: string;
      readonly constructPath?: string;
      readonly manifestPath: string;
      readonly locations: readonly string[];
    }[];
  }[];
  readonly summary: { readonly status: string; readonly metadata: object };
}

/** Runs the real cdk8s-cli on an app of these objects, with the plugin as it is installed. */
function synth(objects: readonly object[], properties: object = {}) {
  const cwd = makeScratch();
  symlinkSync(join(ROOT, 'node_modules'), join(cwd, 'node_modules'));
  const validation = {
    package: './node_modules/cdk8s-canary',
    class: 'ValidationPlugin',
    version: '0.1.0',
    properties,
  };
  // YAML is a superset of JSON
  writeFileSync(
    join(cwd, 'cdk8s.yaml'),
    JSON.stringify({ language: 'typescript', app: 'node app.js', validations: [validation] }),
  );
  writeFileSync(
    join(cwd, 'app.js'),
    `const { ApiObject, App, Chart } = require('cdk8s');
     const app = new App();
     const chart = new Chart(app, 'shop');
     ${JSON.stringify(objects)}.forEach((object) => new ApiObject(chart, object.kind, object));
     app.synth();`,
  );
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [CDK8S, 'synth', '--validation-reports-output-file', 'report.json'],
    { cwd, encoding: 'utf8', env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' } },
  );
  const read = (): Report => {
    const text = readFileSync(join(cwd, 'report.json'), 'utf8');
    const [report] = (JSON.parse(text) as { readonly reports: readonly Report[] }).reports;
    return report!;
  };
  return { status, stdout, stderr, read };
}

describe('the plugin, under the real `cdk8s synth`', () => {
  it('reports a finding with its construct, and the synthesis ends with 2', () => {
    const { status, stdout, stderr, read } = synth(shopObjects(MISSPELT));

    expect(stderr).toContain('Validation failed');
    expect(status).toBe(2);
    const { violations, summary } = read();
    expect(summary.status).toBe('failure');
    const found = violations.find(({ ruleName }) => ruleName === 'destination-host-missing');
    expect(found?.violatingConstructs).toEqual([
      {
        resourceName: 'api-routes',
        constructPath: 'shop/VirtualService',
        manifestPath: 'dist/shop.k8s.yaml',
        locations: [
          expect.stringMatching(
            /^error VirtualService shop\/api-routes, spec\.http\[0\]\.route\[0\]\.destination\.host: .*apu/,
          ),
        ],
      },
    ]);
    expect(found?.fix).not.toBe('');
    expect(stdout).toContain('Construct Path: shop/VirtualService');
  });

  it('lets a sound app pass, with 0', () => {
    const { status, read } = synth(shopObjects(GOOD));

    expect(status).toBe(0);
    expect(read()).toMatchObject({ violations: [], summary: { status: 'success' } });
  });

  it('takes what is allowed, and why, from cdk8s.yaml', () => {
    const { violations } = synth(shopObjects(MISSPELT)).read();
    const allow = violations.map(({ ruleName }) => `${ruleName}=made elsewhere`);
    const { status, read } = synth(shopObjects(MISSPELT), { allow });

    expect(allow.length).toBeGreaterThan(0);
    expect(status).toBe(0);
    expect(read().violations).toEqual([]);
  });

  it('refuses a property that it does not know', () => {
    const { status, stderr } = synth(shopObjects(GOOD), { strikt: true });

    expect(status).not.toBe(0);
    expect(stderr).toContain(
      "unknown property 'strikt' of the validation, allowed: strict, minSeverity, namespace, allow",
    );
  });
});

describe('the plugin', () => {
  /** What it submits for files of these objects. */
  async function validate(files: Readonly<Record<string, readonly object[]>>, properties = {}) {
    const violations: { readonly ruleName: string }[] = [];
    let status: string | undefined;
    await new ValidationPlugin(properties).validate({
      manifests: Object.keys(files),
      parseManifest: (path) => files[path] ?? [],
      report: {
        addViolation: (violation) => violations.push(violation),
        submit: (given) => {
          status = given;
        },
      },
    });
    return { status, violations };
  }

  it('takes each phase for a state of its own, and tells once what is the same in all', async () => {
    const [service, deployment, routes] = shopObjects(MISSPELT);
    const files = {
      'dist/shop/1.1.0/000-baseline/shop.k8s.yaml': [service!, deployment!, routes!],
      'dist/shop/1.1.0/020-canary-0/shop.k8s.yaml': [service!, deployment!, routes!],
      'dist/shop/1.1.0/020-canary-0/kustomization.yaml': [
        { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization' },
      ],
    };
    const { status, violations } = await validate(files);
    const named = violations.map(({ ruleName }) => ruleName);

    expect(status).toBe('failure');
    expect(named).not.toContain('object-twice');
    const violatingResources = [{ manifestPath: 'dist/shop/1.1.0/000-baseline/shop.k8s.yaml' }];
    expect(violations).toMatchObject([
      { ruleName: 'destination-host-missing', violatingResources },
    ]);
  });

  it('finds an object that two files of one state hold', async () => {
    const objects = shopObjects(GOOD);
    const { violations } = await validate({
      'dist/a.k8s.yaml': objects,
      'dist/b.k8s.yaml': objects,
    });

    expect(violations.map(({ ruleName }) => ruleName)).toEqual(['object-twice']);
  });

  it('fails for warnings when it is strict', async () => {
    const [service, deployment] = shopObjects(GOOD);
    const annotations = { 'cdk8s-canary/allow': 'weights-not-100=no routes here' };
    const idle = { ...service!, metadata: { ...service!.metadata, annotations } };
    const files = { 'dist/a.k8s.yaml': [idle, deployment!] };

    expect(await validate(files)).toMatchObject({ status: 'success' });
    expect(await validate(files, { strict: true })).toMatchObject({ status: 'failure' });
  });
});

describe('check', () => {
  it('finds in memory what the command finds in files', () => {
    const object = 'VirtualService/shop/api-routes';

    expect(check(shopObjects(MISSPELT))).toMatchObject([
      { rule: 'destination-host-missing', severity: 'error', code: 'IST0101', object },
    ]);
    expect(check(shopObjects(GOOD))).toEqual([]);
  });

  it('leaves out what an annotation allows, and says what is wrong with the annotation', () => {
    const [service, deployment, routes] = shopObjects(MISSPELT);
    const allowing = (text: string) => [
      service!,
      deployment!,
      {
        ...routes!,
        metadata: { ...routes!.metadata, annotations: { 'cdk8s-canary/allow': text } },
      },
    ];

    expect(check(allowing('IST0101=comes later'))).toEqual([]);
    const rules = check(allowing('IST0101')).map(({ rule }) => rule);
    expect(rules).toEqual(['destination-host-missing', 'allow-without-reason']);
  });

  it('takes what cdk8s synthesises, and the phases of a release', () => {
    const { phases } = addShop(new App()).compile();
    expect(phases).toHaveLength(7);
    const chart = Testing.chart();
    shopObjects(MISSPELT).forEach((object) => new ApiObject(chart, object.kind, object));
    expect(check(Testing.synth(chart) as PlainManifest[]).map(({ rule }) => rule)).toEqual([
      'destination-host-missing',
    ]);

    for (const { id, objects } of phases) {
      const errors = check(objects).filter(({ severity }) => severity === 'error');
      expect([id, errors]).toEqual([id, []]);
    }
  });
});
