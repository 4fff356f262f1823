import { App, Chart } from 'cdk8s';
import { type Compilation, Release, type ReleaseProps } from '../../src/index';
import { makeScratch } from './scratch';
import { shopPlan } from './shop-app';

/** An empty chart in an app of cdk8s. */
export function shopChart(): Chart {
  return new Chart(new App({ outdir: makeScratch() }), 'shop', { namespace: 'shop' });
}

/** A release of this workload with the plan of the shop. */
export function releaseOf(
  workload: ReleaseProps['workload'],
  changes: Partial<ReleaseProps> = {},
  chart = shopChart(),
): Release {
  return new Release(chart, 'api', shopPlan({ ...changes, workload }));
}

/** The Deployment of the primary in a phase, by the name of the phase. */
export function primaryIn({ phases }: Compilation, name = 'done'): unknown {
  const phase = phases.find((candidate) => candidate.name === name);
  return phase?.objects.find((o) => o.metadata.name === 'shop-primary' && o.kind === 'Deployment');
}

/** The rules that a release breaks, and where. */
export function rulesOf({ findings }: Compilation): readonly string[] {
  return findings
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, at }) => `${rule} ${at}`);
}

/** A Deployment as somebody has it in a file. */
export const MANIFEST = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'api' },
  spec: {
    selector: { matchLabels: { app: 'api' } },
    template: {
      metadata: { labels: { app: 'api' } },
      spec: {
        containers: [
          {
            name: 'api',
            image: 'registry.example.com/api:0',
            ports: [{ containerPort: 8080 }],
          },
        ],
      },
    },
  },
};
