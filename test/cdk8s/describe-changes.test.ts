import { App, Chart } from 'cdk8s';
import { describeChanges, Release, type ReleaseProps } from '../../src/index';
import { shopPlan } from './shop-app';

function release(changes: Partial<ReleaseProps> = {}): Release {
  return new Release(new Chart(new App(), 'test'), 'api', shopPlan(changes));
}

const LIVE = {
  version: '1.0.0',
  objects: release({ from: undefined, to: '1.0.0' }).compile().phases[0]!.objects,
};

describe('the changes of a release, in words,', () => {
  it('are a line for each field, by phase', () => {
    const { '020-canary-0': canary, ...others } = describeChanges(
      release().compile({ live: LIVE }),
    );

    expect(canary?.slice(1)).toEqual([
      'changed Deployment default/shop-canary: spec.replicas 0 → 1',
      expect.stringMatching(
        /^changed Deployment default\/shop-canary: spec\.template\.spec\.containers\[0\]\.envFrom\[0\]\.configMapRef\.name test-api-settings-c8[0-9a-f-]+ → test-api-settings-c8[0-9a-f-]+$/,
      ),
      'changed Deployment default/shop-canary: spec.template.spec.containers[0].image ' +
        'registry.example.com/api:1.0.0 → registry.example.com/api:1.1.0',
    ]);
    expect(canary?.[0]).toMatch(/^added ConfigMap default\/test-api-settings-c8[0-9a-f-]+$/);
    expect(others).toMatchObject({
      '000-baseline': [],
      '030-canary-50': [
        'changed Deployment default/shop-canary: spec.replicas 1 → 2',
        'changed VirtualService default/shop: spec.http[0].route[0].weight 100 → 50',
        'changed VirtualService default/shop: spec.http[0].route[1].weight 0 → 50',
      ],
      '070-done': ['changed Deployment default/shop-canary: spec.replicas 2 → 0'],
    });
    expect(Object.keys(others).length).toBe(6);
  });

  it('begin with all that is added where nothing is live', () => {
    const [baseline] = Object.values(describeChanges(release({ from: undefined }).compile()));

    expect(baseline?.slice(1)).toEqual([
      'added Service default/shop',
      'added Service default/shop-primary',
      'added Service default/shop-canary',
      'added Deployment default/shop-primary',
      'added Deployment default/shop-canary',
      'added VirtualService default/shop',
    ]);
  });

  it('are none where a finding is an error', () => {
    expect(describeChanges(release({ steps: [{ setWeight: 0 }] }).compile())).toEqual({});
  });

  it('show an added route in short, and a removed one by its place', () => {
    const match = [{ headerName: 'x-qa', headerValue: { exact: 'yes' } }];
    const lines = describeChanges(
      release({ steps: [{ setHeaderRoute: { name: 'qa', match } }] }).compile({ live: LIVE }),
    );

    expect(lines['030-header-qa']).toEqual([
      'changed VirtualService default/shop: spec.http[0] added: {match, route}',
    ]);
    expect(lines['060-primary-100']).toContain(
      'changed VirtualService default/shop: spec.http[0] removed',
    );
  });
});
