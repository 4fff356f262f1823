import type { JsonObject, Manifest } from '../../src/manifest/manifest';
import { PodClasses } from '../../src/proof/readiness';
import { unavailableOf } from '../../src/proof/update-strategy';
import { object } from '../mesh/shop';
import { deployment, pods } from './hazard-shop';

describe('the pods between two states', () => {
  it('are between the numbers of both where the template stays', () => {
    expect(between([pods('stable', 2)], [pods('stable', 5)])).toEqual({
      least: 2,
      asked: 2,
      most: [5],
    });
  });

  it('are none at least where the workload comes or goes', () => {
    expect(between([], [pods('stable', 3)])).toEqual({ least: 0, asked: 0, most: [3] });
    expect(between([pods('stable', 3)], [])).toEqual({ least: 0, asked: 0, most: [3] });
  });

  it('are of both templates while one replaces the other, less what the strategy takes away', () => {
    const [old, young] = [image('web:1', 8), image('web:2', 8)];

    expect(between([old], [young])).toEqual({ least: 6, asked: 8, most: [8, 8] });
  });

  it('are what the states of pods say, where they say it', () => {
    const half = { ...pods('stable', 4), status: { readyReplicas: 1 } };

    expect(between([half], [half])).toEqual({ least: 1, asked: 1, most: [1] });
  });

  it('are as few and as many as an autoscaler allows', () => {
    const scaler = object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web-stable' },
      minReplicas: 2,
      maxReplicas: 6,
    });
    const state = [pods('stable', 1), scaler];

    expect(between(state, [...state])).toEqual({ least: 2, asked: 2, most: [6] });
  });

  it('of one version are known by what runs in them, whatever their labels are', () => {
    const classes = new PodClasses();
    classes.between([
      [
        deployment('web-primary', 'web:1', 1, { track: 'primary' }),
        deployment('web-canary', 'web:1', 1, { track: 'canary' }),
        deployment('web-next', 'web:2', 1, { track: 'canary' }),
      ],
    ]);
    const [primary, canary, next] = classes.all.map(({ variant }) => variant);

    expect(primary).toBe(canary);
    expect(next).not.toBe(primary);
  });
});

describe('what an update of the template takes away at once', () => {
  it.each<[string, JsonObject, number, number]>([
    ['a quarter, rounded down, by default', {}, 7, 1],
    ['nothing of three pods by default: one more starts first', {}, 3, 0],
    ['everything when pods are made again', { type: 'Recreate' }, 3, 3],
    ['a number', rolling({ maxUnavailable: 2 }), 5, 2],
    ['no more pods than there are', rolling({ maxUnavailable: 2 }), 1, 1],
    ['a share, rounded down', rolling({ maxUnavailable: '50%' }), 5, 2],
    [
      'one pod where neither more nor less is allowed',
      rolling({ maxUnavailable: 0, maxSurge: 0 }),
      3,
      1,
    ],
    ['nothing where one more may start', rolling({ maxUnavailable: 0, maxSurge: 1 }), 3, 0],
  ])('is %s', (_, strategy, replicas, expected) => {
    const manifest = object('apps/v1', 'Deployment', 'web', { strategy });

    expect(unavailableOf(manifest, replicas)).toBe(expected);
  });

  it('is one pod after the other of a StatefulSet or DaemonSet', () => {
    expect(unavailableOf(object('apps/v1', 'StatefulSet', 'web', {}), 5)).toBe(1);
    expect(unavailableOf(object('apps/v1', 'DaemonSet', 'web', {}), 0)).toBe(0);
  });
});

function rolling(rollingUpdate: JsonObject): JsonObject {
  return { type: 'RollingUpdate', rollingUpdate };
}

function image(name: string, replicas: number): Manifest {
  return deployment('web-stable', name, replicas, {});
}

function between(
  before: readonly Manifest[],
  after: readonly Manifest[],
): { readonly least: number; readonly asked: number; readonly most: readonly number[] } {
  const sizes = new PodClasses().between([before, after]);
  return {
    least: sizes.least.get('shop/web-stable') ?? Number.NaN,
    asked: sizes.asked.get('shop/web-stable') ?? Number.NaN,
    most: [...sizes.most.values()],
  };
}
