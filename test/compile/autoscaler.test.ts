import type { Phase } from '../../src/compile/phase';
import { follow, install, objectNamed, phaseNamed } from './release-case';
import { autoscaler, object, shop, type ShopChanges } from './shop';

const STEPS = [{ setWeight: 20 }];

function scaled(minimum: number, maximum: number, plan: ShopChanges['plan'] = {}): ShopChanges {
  return {
    plan: { replicas: undefined, steps: STEPS, ...plan },
    others: [autoscaler(minimum, maximum)],
  };
}

function boundsOf(phase: Phase): readonly unknown[] {
  const { spec } = objectNamed(phase, 'HorizontalPodAutoscaler', 'api');
  const { minReplicas, maxReplicas } = spec as { minReplicas: number; maxReplicas: number };
  return [phase.name, minReplicas, maxReplicas];
}

describe('an application with autoscaling', () => {
  const before = install(shop('1.0.0', scaled(2, 10)));

  it('keeps the primary at full size while the canary serves, so that going back does not overload it', () => {
    const { phases } = follow(before, shop('1.1.0', scaled(2, 10)));

    expect(phases.map(boundsOf)).toEqual([
      ['baseline', 2, 10],
      ['canary-0', 10, 10],
      ['canary-20', 10, 10],
      ['canary-100', 10, 10],
      ['update-primary', 10, 10],
      ['primary-100', 10, 10],
      ['done', 2, 10],
    ]);
  });

  it('sizes the canary from the maximum, or from the capacity that the plan says', () => {
    const sizes = (plan: ShopChanges['plan']) =>
      follow(before, shop('1.1.0', scaled(2, 10, plan))).phases.map((p) => p.replicas.canary);

    expect(sizes({})).toEqual([0, 2, 10, 10, 10, 10, 0]);
    expect(sizes({ capacity: 5 })).toEqual([0, 1, 5, 5, 5, 5, 0]);
    expect(sizes({ patch: { HorizontalPodAutoscaler: { spec: { maxReplicas: 20 } } } })).toEqual([
      0, 0, 4, 20, 20, 20, 20, 0,
    ]);
  });

  it('pins the primary to the capacity that the plan says', () => {
    const { phases } = follow(before, shop('1.1.0', scaled(2, 10, { capacity: 5 })));

    expect(boundsOf(phaseNamed(phases, 'canary-20'))).toEqual(['canary-20', 5, 10]);
  });

  it('has the autoscaler on the primary, and none on the canary', () => {
    const [baseline] = before.phases;
    const hpa = objectNamed(baseline!, 'HorizontalPodAutoscaler', 'api');

    expect(hpa['spec']).toMatchObject({ scaleTargetRef: { name: 'api-primary' } });
    expect(baseline?.objects.filter(({ kind }) => kind === hpa.kind)).toHaveLength(1);
    expect(objectNamed(baseline!, 'Deployment', 'api-primary')['spec']).not.toHaveProperty(
      'replicas',
    );
    expect(objectNamed(baseline!, 'Deployment', 'api-canary')['spec']).toHaveProperty(
      'replicas',
      0,
    );
  });

  it('keeps the bounds of before until the release is done where the new ones are tighter', () => {
    const { phases } = follow(before, shop('1.1.0', scaled(1, 4)));

    expect(phases.map(boundsOf)).toEqual([
      ['baseline', 2, 10],
      ['canary-0', 10, 10],
      ['canary-20', 10, 10],
      ['canary-100', 10, 10],
      ['update-primary', 10, 10],
      ['primary-100', 10, 10],
      ['done', 1, 4],
    ]);
  });

  it('has wider bounds from the rest on', () => {
    const { phases } = follow(before, shop('1.1.0', scaled(3, 12)));

    expect(phases.map(boundsOf).slice(0, 3)).toEqual([
      ['baseline', 2, 10],
      ['rest', 3, 12],
      ['canary-0', 12, 12],
    ]);
  });

  it('that gives it up keeps the autoscaler until the release is done', () => {
    const { phases } = follow(before, shop('1.1.0', { plan: { replicas: 6, steps: STEPS } }));
    const kinds = (name: string) => phaseNamed(phases, name).objects.map(({ kind }) => kind);

    expect(boundsOf(phaseNamed(phases, 'primary-100'))).toEqual(['primary-100', 10, 10]);
    expect(kinds('done')).not.toContain('HorizontalPodAutoscaler');
    expect(phaseNamed(phases, 'done').replicas.primary).toBe(6);
  });

  it('that starts with it is not smaller than before', () => {
    const fixed = install(shop('1.0.0', { plan: { replicas: 6 } }));
    const { phases } = follow(fixed, shop('1.1.0', scaled(2, 4)));

    expect(phases.slice(1).map(boundsOf)).toEqual([
      ['rest', 6, 6],
      ['canary-0', 6, 6],
      ['canary-20', 6, 6],
      ['canary-100', 6, 6],
      ['update-primary', 6, 6],
      ['primary-100', 6, 6],
      ['done', 2, 4],
    ]);
  });

  it('is pinned on the way back from the end, too', () => {
    const { waysBack } = follow(before, shop('1.1.0', scaled(2, 10)));

    expect((waysBack['070-done'] ?? []).map(boundsOf)).toEqual([
      ['canary-0', 10, 10],
      ['canary-100', 10, 10],
      ['update-primary', 10, 10],
      ['primary-100', 10, 10],
      ['baseline', 2, 10],
    ]);
  });
});

describe('an autoscaler that today’s code lacks', () => {
  it('takes the number of pods over, on the way back from the end, while the primary serves nobody', () => {
    const before = install(shop('1.0.0', scaled(2, 10)));
    const { waysBack, phases } = follow(before, shop('1.1.0', { plan: { replicas: 4 } }));
    const sizes = (waysBack[phases.at(-1)!.id] ?? []).map((phase) => {
      const primary = objectNamed(phase, 'Deployment', 'api-primary');
      return [
        phase.name,
        (primary['spec'] as { replicas?: number }).replicas,
        phase.traffic.primary,
      ];
    });

    expect(sizes).toEqual([
      ['rest', 4, 100],
      ['canary-0', 4, 100],
      ['canary-100', 4, 0],
      ['update-primary', undefined, 0],
      ['primary-100', undefined, 100],
      ['baseline', undefined, 100],
    ]);
  });
});

describe('what watches the workload by name', () => {
  it('watches the primary', () => {
    const vpa = object('autoscaling.k8s.io/v1', 'VerticalPodAutoscaler', 'api', {
      spec: { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' } },
    });
    const [baseline] = install(shop('1.0.0', { others: [vpa] })).phases;

    expect(objectNamed(baseline!, 'VerticalPodAutoscaler', 'api')['spec']).toMatchObject({
      targetRef: { name: 'api-primary' },
    });
  });

  it('is left alone where it watches something else', () => {
    const [baseline] = install(shop('1.0.0', { others: [autoscaler(1, 2, 'web')] })).phases;

    expect(objectNamed(baseline!, 'HorizontalPodAutoscaler', 'api')['spec']).toMatchObject({
      scaleTargetRef: { name: 'web' },
    });
    expect(baseline?.replicas.primary).toBe(4);
  });
});
