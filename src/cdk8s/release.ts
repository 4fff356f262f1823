import { Chart } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import type { ReleasePlan } from '../plan/release-plan';
import { compileOne, type Compilation } from './compile-one';
import {
  isRelease,
  isReleaseApp,
  markRelease,
  type CompileOptions,
  type ReleaseConstruct,
} from './release-construct';
import type { Workload } from './workload';

/** What a release is made of: the workload and the plan. */
export type ReleaseProps<MetricName extends string = never> = ReleasePlan<MetricName> & {
  /** What is released. */
  readonly workload: Workload;
};

/**
 * A release of one application: its plan and its workload. One to a chart; the chart's other
 * objects are in every phase.
 *
 * @example
 * new Release(chart, 'api', {
 *   name: 'api',
 *   workload: (scope, version) => new kplus.Deployment(scope, 'api', deploymentOf(version)),
 *   to: '1.1.0',
 *   service: { port: 80, targetPort: 8080 },
 *   router: { kind: 'istio' },
 *   steps: [{ setWeight: 10 }, { pause: { duration: '10m' } }, { setWeight: 50 }, { pause: {} }],
 * });
 */
export class Release<MetricName extends string = never>
  extends Construct
  implements ReleaseConstruct
{
  /** Whether a construct is a Release, of this or of another installed copy of the package. */
  static isRelease(this: void, construct: IConstruct): construct is Release<string> {
    return isRelease(construct);
  }

  /** The plan, as it was written. */
  readonly plan: ReleasePlan<string>;
  /** What is released. */
  readonly workload: Workload;

  constructor(scope: Construct, id: string, props: ReleaseProps<MetricName>) {
    super(scope, id);
    const { workload, ...plan } = props;
    this.plan = plan;
    this.workload = workload;
    markRelease(this);
    this.node.addValidation({ validate: () => this.validateRoot() });
  }

  /** The chart that the release is in. */
  get chart(): Chart {
    return Chart.of(this);
  }

  /**
   * Compile the release in memory, in any App: its phases, its ways back and the findings. Reads no
   * disk. With errors among the findings there are no phases.
   */
  compile(options: CompileOptions = {}): Compilation {
    return compileOne(this, options);
  }

  private validateRoot(): string[] {
    if (isReleaseApp(this.node.root)) return [];
    return [
      'a Release is written by a ReleaseApp only: use `new ReleaseApp()` in place of `new App()`; in a test call `release.compile()`',
    ];
  }
}
