import type { Manifest } from '../../src/manifest/manifest';
import { containersOf, type Container, type Deployment } from '../../src/manifest/workload';
import type { VersionSpec } from '../../src/plan/version';
import { changeLines } from './phase-table';
import {
  follow,
  install,
  lastPhase,
  objectNamed,
  phaseNamed,
  type ReleaseCase,
} from './release-case';
import { shop, type ShopChanges } from './shop';

function caseOf(to: VersionSpec, changes: ShopChanges = {}): ReleaseCase {
  const built = shop('any', changes);
  return { ...built, input: { ...built.input, to } };
}

function primaryOf(to: VersionSpec, changes: ShopChanges = {}): Deployment {
  return objectNamed(
    lastPhase(install(caseOf(to, changes))),
    'Deployment',
    'api-primary',
  ) as Deployment;
}

function containerOf(
  to: VersionSpec,
  container: Readonly<Record<string, Manifest[string]>> = {},
): Container {
  return containersOf(primaryOf(to, { container }))[0]!;
}

describe('a version', () => {
  it('of a name alone changes nothing of what the workload gives', () => {
    expect(containerOf({ name: '2' })).toEqual(containerOf({ name: 'other' }));
  });

  it('changes the image of the only container', () => {
    expect(containerOf({ name: '2', image: 'api:2' }).image).toBe('api:2');
  });

  it('sets variables in the place of those of the same name, new ones after them', () => {
    const env = [
      { name: 'A', value: 'old' },
      { name: 'B', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'C', value: 'kept' },
    ];

    expect(containerOf({ name: '2', env: { D: '4', B: '2', A: '1' } }, { env }).env).toEqual([
      { name: 'A', value: '1' },
      { name: 'B', value: '2' },
      { name: 'C', value: 'kept' },
      { name: 'D', value: '4' },
    ]);
  });

  it('changes the container that it names where there are several', () => {
    const containers = [
      { name: 'proxy', image: 'proxy:1' },
      { name: 'api', image: 'api:1' },
    ];
    const primary = primaryOf(
      { name: '2', container: 'api', image: 'api:2' },
      { pod: { containers } },
    );

    expect(containersOf(primary).map(({ image }) => image)).toEqual(['proxy:1', 'api:2']);
  });

  it('patches the Deployment: objects merge, null removes, lists are replaced', () => {
    const patch = {
      spec: {
        minReadySeconds: 9,
        template: { spec: { terminationGracePeriodSeconds: null, tolerations: [{ key: 'new' }] } },
      },
    };
    const pod = { terminationGracePeriodSeconds: 5, tolerations: [{ key: 'a' }, { key: 'b' }] };
    const { spec } = primaryOf({ name: '2', patch }, { pod });

    expect(spec['minReadySeconds']).toBe(9);
    expect(spec.template.spec).toEqual({
      containers: [expect.anything()],
      tolerations: [{ key: 'new' }],
    });
  });

  it('is not written into any object: configuration alone is a release, too', () => {
    const release = follow(
      install(caseOf({ name: 'monday' })),
      caseOf({ name: 'tuesday', env: { LOG: 'debug' } }),
    );

    expect(JSON.stringify(lastPhase(release).objects)).not.toMatch(/monday|tuesday/);
    expect(changeLines(phaseNamed(release.phases, 'update-primary'))).toEqual([
      '~ Deployment shop/api-primary',
    ]);
  });
});
