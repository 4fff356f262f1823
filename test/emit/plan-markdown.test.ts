import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { planMarkdown } from '../../src/emit/plan-markdown';
import type { ReleaseJson } from '../../src/emit/release-json';
import { compileExample, exampleJson, object } from './plan-releases';

function golden(name: string): string {
  return readFileSync(join(__dirname, 'goldens', name), 'utf8');
}

/** A section of PLAN.md without its heading; undefined where it is left out. */
function section(release: ReleaseJson, title: string): string | undefined {
  const [, body] = planMarkdown(release).split(`\n## ${title}\n\n`);
  return body?.split('\n## ')[0]?.trim();
}

function summary(release: ReleaseJson): string {
  return planMarkdown(release).split('\n\n')[1] ?? '';
}

describe('PLAN.md', () => {
  it('of go-demo-7 is the golden file', () => {
    expect(planMarkdown(exampleJson())).toBe(golden('go-demo-7.txt'));
  });

  it('of a first installation has one phase, no way back and nothing that is not so', () => {
    const plan = { from: undefined, environment: 'staging', traffic: undefined };
    expect(planMarkdown(exampleJson({ plan }))).toBe(golden('first-installation.txt'));
  });

  it('is the same for the same release', () => {
    expect(planMarkdown(exampleJson())).toBe(planMarkdown(exampleJson()));
  });
});

describe('the summary', () => {
  it('says that all callers are moved at once where the plan has no steps', () => {
    expect(summary(exampleJson({ plan: { steps: [] } }))).toContain(
      'meet 0.0.2 all at once, at `030-canary-100`.',
    );
  });

  it('says from when on callers outside the mesh may meet the new version', () => {
    const plan = { layout: 'subsets', outsideMesh: 'may-reach-canary' } as const;
    expect(summary(exampleJson({ plan }))).toContain(
      'the primary gets 0.0.2 too. Callers outside the mesh may meet it from `020-canary-0` on.',
    );
  });

  it('says when header routes reach the new version before any weight does', () => {
    const match = [{ headerName: 'x-qa', headerValue: { exact: 'yes' } }];
    const steps = [{ setHeaderRoute: { name: 'qa', match } }, { setWeight: 50 }];
    expect(summary(exampleJson({ plan: { steps } }))).toContain(
      'from `040-canary-50` on. Before that, from `030-header-qa` on, only header routes or copies',
    );
  });

  it('takes the longer of settling and waiting, and adds what is judged after that', () => {
    const analysis = { metrics: ['errors'], duration: '10m' };
    const steps = [{ setWeight: 50 }, { pause: { duration: '10s' } }, { analysis }];
    // baseline, canary-0, update-primary, primary-100 and done settle; 50 and 100 are judged too
    expect(summary(exampleJson({ plan: { steps } }))).toContain('It takes at least 23m30s and');
  });

  it('does not count a baseline that is live', () => {
    const plan = { from: undefined, to: '0.0.3', steps: [] };
    const release = exampleJson({ plan, after: compileExample() });
    expect(release.phases).toHaveLength(6);
    expect(summary(release)).toContain('It takes at least 2m30s and');
    expect(section(release, 'How to walk it')).toContain('# start: 020-canary-0\n');
  });
});

describe('who is exposed', () => {
  it('counts no requests where the traffic is not known', () => {
    const text = section(exampleJson({ plan: { traffic: undefined } }), 'Who is exposed');
    expect(text).toContain('| `030-canary-20`      | ≥ 5m     | 20 % |\n');
    expect(text).not.toContain('requests');
  });

  it('names header routes and copies, and leaves them out of the counts', () => {
    const match = [{ headerName: 'x-qa', headerValue: { exact: 'yes' } }];
    const steps = [
      { setHeaderRoute: { name: 'qa', match } },
      { setMirror: { percentage: 10 } },
      { setWeight: 50 },
    ];
    const text = section(exampleJson({ plan: { steps } }), 'Who is exposed');
    expect(text).toMatch(/`030-header-qa` .* header route `qa` +\| 0 +\| 0 \|\n/);
    expect(text).toMatch(/`040-mirror-10` .* header route `qa`, copies of 10 % +\| 0 +\| 0 \|\n/);
    expect(text).toMatch(/`050-canary-50` .* 50 %, header route `qa`, copies of 10 % +\| 360 +\|/);
    expect(text).toContain('before `070-update-primary`, not counting header routes and copies.');
  });
});

describe('the way back', () => {
  it('says with which step nobody meets the new version any more', () => {
    const text = section(exampleJson(), 'The way back') ?? '';
    const cells = text.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
    expect(Object.fromEntries(cells.slice(2, -2).map(([, from, , back]) => [from, back]))).toEqual({
      '`020-canary-0`': 'nobody has left',
      '`030-canary-20`': 'step 1, `010-traffic-back`',
      '`040-canary-40`': 'step 1, `010-traffic-back`',
      '`050-canary-60`': 'step 1, `010-traffic-back`',
      '`060-canary-100`': 'step 1, `010-traffic-back`',
      '`070-update-primary`': 'step 2, `020-traffic-back`',
      '`080-primary-100`': 'step 2, `020-canary-100`',
      '`090-done`': 'step 2, `020-canary-100`',
    });
  });
});

describe('callers that no weight governs', () => {
  it('meet the new version at update-primary where the Service selects the primary only', () => {
    expect(section(exampleJson(), 'Callers outside the mesh')).toBe(
      'No VirtualService governs callers without a proxy of the mesh: they call the Service, which selects the primary only. They stay on 0.0.1 until `070-update-primary`, and there meet 0.0.2 pod by pod, whatever the weights.',
    );
  });

  it('meet it with the first pod of the canary where the Service selects both tracks', () => {
    const plan = { layout: 'subsets', outsideMesh: 'may-reach-canary' } as const;
    expect(section(exampleJson({ plan }), 'Callers outside the mesh')).toBe(
      'No VirtualService governs callers without a proxy of the mesh: they call the Service, which selects both tracks. They meet 0.0.2 from `020-canary-0` on, as soon as the canary has a ready pod, in proportion to the pods and not to the weights, 1 of 4 pods there and 3 of 6 pods in `060-canary-100`.',
    );
  });

  it('do not exist where the plan says so, and what would become of them is said all the same', () => {
    const text = section(
      exampleJson({ plan: { outsideMesh: 'none' } }),
      'Callers outside the mesh',
    );
    expect(text).toMatch(/^The plan says that there are none\. If there are after all: they call/);
    expect(text).toMatch(/Meanwhile the primary may be without a pod\.$/);
  });

  it('come through the Ingresses that call the Service', () => {
    const backend = { service: { name: 'go-demo-7', port: { number: 80 } } };
    const ingress = object('networking.k8s.io/v1', 'Ingress', 'web', {
      spec: { defaultBackend: backend },
    });
    expect(section(exampleJson({ others: [ingress] }), 'Ingresses')).toBe(
      'An Ingress knows no weights and calls the Service, so the callers of these meet 0.0.2 at `070-update-primary`:\n\n- `web`',
    );
    const plan = { layout: 'subsets', outsideMesh: 'none' } as const;
    expect(section(exampleJson({ plan, others: [ingress] }), 'Ingresses')).toContain(
      'meet 0.0.2 from `020-canary-0` on:',
    );
  });
});

describe('metrics', () => {
  it('are explained where a gate names them, and left out where none does', () => {
    const steps = [
      { setWeight: 50 },
      { analysis: { metrics: ['slow|est', 'errors'], duration: '10m' } },
    ];
    const metrics = {
      'slow|est': { kind: 'latency', quantile: 0.999, max: '250ms' },
      errors: { kind: 'success-rate', min: 99.5 },
      unused: { kind: 'success-rate', min: 1 },
    } as const;
    expect(section(exampleJson({ plan: { steps, metrics } }), 'Metrics')).toBe(
      `| metric    | good when                                                           | judged in |
| --------- | ------------------------------------------------------------------- | --- |
| slow\\|est | 99.9 % of the canary's requests take at most 250ms                  | \`030-canary-50\`, \`040-canary-100\` |
| \`errors\`  | at least 99.5 % of the canary's requests are answered without a 5xx | \`030-canary-50\`, \`040-canary-100\` |

Judging metrics comes with a later capability of cdk8s-canary. Until then look at them yourself: \`advance\` asks for \`--approve\` in their place.`,
    );
    expect(section(exampleJson({ plan: { steps: [{ setWeight: 50 }] } }), 'Metrics')).toBe(
      undefined,
    );
  });
});

describe('objects that go', () => {
  const worker = object('apps/v1', 'Deployment', 'worker', {
    spec: {
      selector: { matchLabels: { app: 'worker' } },
      template: { metadata: { labels: { app: 'worker' } }, spec: { containers: [] } },
    },
  });
  const claim = object('v1', 'PersistentVolumeClaim', 'worker-data', { spec: {} });

  it('come with the commands that delete them where nothing prunes', () => {
    const after = compileExample({ others: [worker, claim] });
    const plan = { from: undefined, to: '0.0.3', steps: [] };
    const release = exampleJson({ plan, after });
    expect(release.retired).toHaveLength(2);
    expect(section(release, 'Objects that go')).toBe(
      `\`060-done\` is without these objects. A CD tool that prunes deletes them; otherwise delete them yourself after \`060-done\` has settled. A PersistentVolumeClaim may take its data with it.

\`\`\`sh
kubectl delete -n go-demo-7 deployment.apps worker
kubectl delete -n go-demo-7 persistentvolumeclaim worker-data
\`\`\``,
    );
  });

  it('include the configuration of the old version', () => {
    const settings = (level: string) => object('v1', 'ConfigMap', 'settings', { data: { level } });
    const after = compileExample({ others: [settings('info')] });
    const plan = { from: undefined, to: '0.0.3', steps: [] };
    const release = exampleJson({ plan, others: [settings('debug')], after });
    expect(section(release, 'Objects that go')).toMatch(
      /\nkubectl delete -n go-demo-7 configmap settings-[0-9a-f]{10}\n```$/,
    );
  });

  it('are left out where nothing goes', () => {
    expect(section(exampleJson(), 'Objects that go')).toBe(undefined);
  });
});

describe('how to walk it', () => {
  it('names the environment in commands and paths', () => {
    const text = section(exampleJson({ plan: { environment: 'staging' } }), 'How to walk it');
    expect(text).toContain('cdk8s-canary advance go-demo-7 --environment staging --settled  ');
    expect(text).toContain('`live/staging/go-demo-7/current`');
  });

  it('names the leaps that are proved safe', () => {
    const release = {
      ...exampleJson(),
      skips: [{ from: '030-canary-20', to: '050-canary-60' }],
    };
    expect(section(release, 'How to walk it')).toContain(
      '- `030-canary-20` straight to `050-canary-60`',
    );
  });
});
